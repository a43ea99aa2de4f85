using TencentCert.Core.Json;

namespace TencentCert.Core.Client;

/// <summary>Metadata of one API action, for the client, the retry rules and the rate limiter.</summary>
public abstract class ApiAction
{
    private protected ApiAction(ApiService service, string name, ActionEffect effect) =>
        (Service, Name, Effect, FullName) = (service, name, effect, $"{service.Name}:{name}");

    /// <summary>API of the action.</summary>
    public ApiService Service { get; }

    /// <summary>Value of <c>X-TC-Action</c>.</summary>
    public string Name { get; }

    /// <summary>Service and name, such as <c>ssl:ReplaceCertificate</c>.</summary>
    public string FullName { get; }

    /// <summary>Whether the action may be repeated.</summary>
    public ActionEffect Effect { get; }

    /// <summary>Error codes that mean "not executed, another operation is in progress: retry later".</summary>
    public IReadOnlyList<string> BusyCodes { get; init; } = [];

    /// <summary>Whether the international site lacks the action.</summary>
    public bool ChinaOnly { get; init; }

    /// <summary>Body parameters that the international site refuses with <c>UnknownParameter</c>.</summary>
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
/// <param name="service">API of the action.</param>
/// <param name="name">Value of <c>X-TC-Action</c>.</param>
/// <param name="effect">Whether the action may be repeated.</param>
public sealed class ApiAction<TRequest, TResponse>(ApiService service, string name, ActionEffect effect) : ApiAction(service, name, effect)
    where TRequest : class, IWireRequest
    where TResponse : class, IWireResponse<TResponse>
{
    /// <inheritdoc />
    public override Type RequestType => typeof(TRequest);

    /// <inheritdoc />
    public override Type ResponseType => typeof(TResponse);
}
