using TencentCert.Core.Json;

namespace TencentCert.Core.Client;

/// <summary>One action of an API as data: everything the client, the retry rules and the pacing need to know of it.</summary>
public abstract class ApiAction
{
    private protected ApiAction(ApiService service, string name, ActionEffect effect)
    {
        Service = service;
        Name = name;
        Effect = effect;
        FullName = $"{service.Name}:{name}";
    }

    /// <summary>The API it belongs to.</summary>
    public ApiService Service { get; }

    /// <summary>Value of <c>X-TC-Action</c>.</summary>
    public string Name { get; }

    /// <summary>Service and name, such as <c>ssl:ReplaceCertificate</c>.</summary>
    public string FullName { get; }

    /// <summary>Whether it may be repeated.</summary>
    public ActionEffect Effect { get; }

    /// <summary>Error codes that mean "not executed, something else is under way: ask again later".</summary>
    public IReadOnlyList<string> BusyCodes { get; init; } = [];

    /// <summary>Missing from the international site.</summary>
    public bool ChinaOnly { get; init; }

    /// <summary>Body parameters the international site answers with <c>UnknownParameter</c>.</summary>
    public IReadOnlyList<string> ChinaOnlyParameters { get; init; } = [];

    /// <summary>Request record.</summary>
    public abstract Type RequestType { get; }

    /// <summary>Response record, without the envelope.</summary>
    public abstract Type ResponseType { get; }

    /// <inheritdoc />
    public override string ToString() => FullName;
}

/// <summary>An action with its request and response record.</summary>
/// <typeparam name="TRequest">Body as sent.</typeparam>
/// <typeparam name="TResponse">Content of <c>Response</c>.</typeparam>
/// <param name="service">The API it belongs to.</param>
/// <param name="name">Value of <c>X-TC-Action</c>.</param>
/// <param name="effect">Whether it may be repeated.</param>
public sealed class ApiAction<TRequest, TResponse>(ApiService service, string name, ActionEffect effect) : ApiAction(service, name, effect)
    where TRequest : class, IWireRequest
    where TResponse : class, IWireAnswer<TResponse>
{
    /// <inheritdoc />
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc />
    public override Type ResponseType => typeof(TResponse);
}
