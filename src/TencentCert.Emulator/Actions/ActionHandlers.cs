using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using TencentCert.Core.Client;
using TencentCert.Core.Json;
using TencentCert.Emulator.Http;

namespace TencentCert.Emulator.Actions;

/// <summary>The declared action tables, and a handler for each action that is emulated.</summary>
internal sealed class ActionHandlers
{
    private static readonly ApiTable[] Tables = [SslActions.Table, GaapActions.Table, StsActions.Table];

    private readonly Dictionary<ApiAction, Func<ActionCall, JsonElement, JsonDocument>> _handlers = [];

    public ActionHandlers()
    {
        SslCertificateActions.Register(this);
        SslReissueActions.Register(this);
        SslOrderActions.Register(this);
        SslEditActions.Register(this);
        SslResourceActions.Register(this);
        SslDeploymentActions.Register(this);
        GaapResourceActions.Register(this);
        GaapBindingActions.Register(this);
        GaapStoreActions.Register(this);
        StsTokenActions.Register(this);
        SslAccountActions.Register(this);
    }

    public static ApiTable? FindTable(string service) => Array.Find(Tables, table => table.Service.Name == service);

    public static bool Declares(string action) => Array.Exists(Tables, table => table.Find(action) is not null);

    public void Handle<TRequest, TResponse>(ApiAction<TRequest, TResponse> action, Func<ActionCall, TRequest, TResponse> handler)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse> =>
        _handlers.Add(
            action, (call, body) =>
                JsonSerializer.SerializeToDocument(handler(call, body.Deserialize<TRequest>(WireJson.Options)!), WireJson.Options));

    public bool TryFind(ApiAction action, [NotNullWhen(true)] out Func<ActionCall, JsonElement, JsonDocument>? handler) =>
        _handlers.TryGetValue(action, out handler);
}
