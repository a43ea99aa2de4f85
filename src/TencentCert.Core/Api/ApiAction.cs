using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TencentCert.Core.Api;

/// <summary>One action of an API as data: everything the client, the retry rules and the pacing need to know of it.</summary>
public abstract class ApiAction
{
    private protected ApiAction(ApiService service, string name, ActionEffect effect)
    {
        Service = service;
        Name = name;
        Effect = effect;
    }

    /// <summary>The API it belongs to.</summary>
    public ApiService Service { get; }

    /// <summary>Value of <c>X-TC-Action</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it may be repeated.</summary>
    public ActionEffect Effect { get; }

    /// <summary>Error codes that mean "not executed, something else is under way: ask again later".</summary>
    public IReadOnlyList<string> BusyCodes { get; init; } = [];

    /// <summary>Missing from the international site.</summary>
    public bool ChinaOnly { get; init; }

    /// <summary>Body parameters the international site answers with <c>UnknownParameter</c>.</summary>
    public IReadOnlyList<string> ChinaOnlyParameters { get; init; } = [];

    /// <summary>Request record.</summary>
    public abstract JsonTypeInfo RequestType { get; }

    /// <summary>Response record, without the envelope.</summary>
    public abstract JsonTypeInfo ResponseType { get; }

    /// <inheritdoc />
    public override string ToString() => $"{Service.Name}:{Name}";
}

/// <summary>An action with its request and response record.</summary>
/// <typeparam name="TRequest">Body as sent.</typeparam>
/// <typeparam name="TResponse">Content of <c>Response</c>.</typeparam>
public sealed class ApiAction<TRequest, TResponse> : ApiAction
    where TRequest : class
    where TResponse : class
{
    private readonly JsonSerializerContext _json;

    /// <summary>Declares an action.</summary>
    /// <param name="service">The API it belongs to.</param>
    /// <param name="name">Value of <c>X-TC-Action</c>.</param>
    /// <param name="effect">Whether it may be repeated.</param>
    /// <param name="json">Generated context that holds both records; read on first use, so that declaring costs nothing.</param>
    public ApiAction(ApiService service, string name, ActionEffect effect, JsonSerializerContext json)
        : base(service, name, effect) => _json = json;

    /// <inheritdoc />
    public override JsonTypeInfo<TRequest> RequestType => field ??= Resolve<TRequest>();

    /// <inheritdoc />
    public override JsonTypeInfo<TResponse> ResponseType => field ??= Resolve<TResponse>();

    private JsonTypeInfo<T> Resolve<T>() =>
        (JsonTypeInfo<T>?)_json.GetTypeInfo(typeof(T))
        ?? throw new InvalidOperationException($"{typeof(T).Name} is missing from {_json.GetType().Name}.");
}
