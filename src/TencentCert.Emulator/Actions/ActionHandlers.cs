using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TencentCert.Core.Api;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Emulator.Actions;

/// <summary>The actions served: the declared tables, and a handler for each action that is emulated. A family of actions registers itself.</summary>
internal sealed class ActionHandlers
{
    private static readonly ApiTable[] Tables = [SslActions.Table, GaapActions.Table];

    private readonly Dictionary<ApiAction, Func<ActionCall, JsonElement, JsonDocument>> _handlers = [];

    public ActionHandlers()
    {
        SslCertificateActions.Register(this);
        SslReissueActions.Register(this);
        SslOrderActions.Register(this);
        SslUploadActions.Register(this);
        SslEditActions.Register(this);
        SslDeleteActions.Register(this);
        SslBindingActions.Register(this);
        SslDeploymentActions.Register(this);
        GaapProxyActions.Register(this);
        GaapListenerActions.Register(this);
        GaapBindingActions.Register(this);
        GaapStoreActions.Register(this);
    }

    public static ApiTable? FindTable(string service) => Array.Find(Tables, table => table.Service.Name == service);

    public static bool Declares(string action) => Array.Exists(Tables, table => table.Find(action) is not null);

    /// <summary>Serves an action.</summary>
    public void Handle<TRequest, TResponse>(ApiAction<TRequest, TResponse> action, Func<ActionCall, TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        // The real service writes absent values as null, which the client's own options leave out.
        var nullsWritten = new Lazy<JsonTypeInfo<TResponse>>(() => (JsonTypeInfo<TResponse>)new JsonSerializerOptions(action.ResponseType.Options)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }.GetTypeInfo(typeof(TResponse)));
        _handlers.Add(action, (call, body) => JsonSerializer.SerializeToDocument(handler(call, body.Deserialize(action.RequestType)!), nullsWritten.Value));
    }

    public bool TryFind(ApiAction action, [NotNullWhen(true)] out Func<ActionCall, JsonElement, JsonDocument>? handler) =>
        _handlers.TryGetValue(action, out handler);
}
