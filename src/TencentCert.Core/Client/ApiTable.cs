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

    /// <summary>Finds an action by its exact name.</summary>
    public ApiAction? Find(string name) => _actions.GetValueOrDefault(name);

    internal ApiAction<TRequest, TResponse> Declare<TRequest, TResponse>(
        string name, ActionEffect effect, bool chinaOnly = false, string[]? busyCodes = null, string[]? chinaOnlyParameters = null)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse>
    {
        var action = new ApiAction<TRequest, TResponse>(service, name, effect)
        {
            ChinaOnly = chinaOnly, BusyCodes = busyCodes ?? [], ChinaOnlyParameters = chinaOnlyParameters ?? [],
        };
        _actions.Add(action.Name, action);
        return action;
    }
}
