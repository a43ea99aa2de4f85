using TencentCert.Core.Json;

namespace TencentCert.Core.Client;

/// <summary>The actions of one API, each declared once; the base of <c>SslActions</c> and <c>GaapActions</c>.</summary>
/// <param name="service">The API.</param>
public sealed class ApiTable(ApiService service)
{
    private readonly Dictionary<string, ApiAction> _actions = new(StringComparer.Ordinal);

    /// <summary>The API.</summary>
    public ApiService Service => service;

    /// <summary>All declared actions.</summary>
    public IReadOnlyCollection<ApiAction> Actions => _actions.Values;

    /// <summary>Looks an action up by its exact name.</summary>
    public ApiAction? Find(string name) => _actions.GetValueOrDefault(name);

    internal ApiAction<TRequest, TResponse> Read<TRequest, TResponse>(string name, bool chinaOnly = false, string[]? chinaOnlyParameters = null)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireAnswer<TResponse> =>
        Add(Declare<TRequest, TResponse>(ActionEffect.Read, name, chinaOnly, null, chinaOnlyParameters));

    internal ApiAction<TRequest, TResponse> Idempotent<TRequest, TResponse>(
        string name, bool chinaOnly = false, string[]? busy = null, string[]? chinaOnlyParameters = null)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireAnswer<TResponse> =>
        Add(Declare<TRequest, TResponse>(ActionEffect.Idempotent, name, chinaOnly, busy, chinaOnlyParameters));

    internal ApiAction<TRequest, TResponse> Once<TRequest, TResponse>(
        string name, bool chinaOnly = false, string[]? busy = null, string[]? chinaOnlyParameters = null)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireAnswer<TResponse> =>
        Add(Declare<TRequest, TResponse>(ActionEffect.Once, name, chinaOnly, busy, chinaOnlyParameters));

    private ApiAction<TRequest, TResponse> Declare<TRequest, TResponse>(
        ActionEffect effect, string name, bool chinaOnly, string[]? busy, string[]? chinaOnlyParameters)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireAnswer<TResponse> =>
        new(service, name, effect)
        {
            ChinaOnly = chinaOnly,
            BusyCodes = busy ?? [],
            ChinaOnlyParameters = chinaOnlyParameters ?? [],
        };

    private ApiAction<TRequest, TResponse> Add<TRequest, TResponse>(ApiAction<TRequest, TResponse> action)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireAnswer<TResponse>
    {
        _actions.Add(action.Name, action);
        return action;
    }
}
