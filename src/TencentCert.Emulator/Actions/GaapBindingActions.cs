using TencentCert.Core.Wire.Gaap;
using TencentCert.Emulator.Faults;
using TencentCert.Emulator.Gaap;

namespace TencentCert.Emulator.Actions;

/// <summary>Binds certificates to domains and listeners: accepted immediately, effective later.</summary>
internal static class GaapBindingActions
{
    public static void Register(ActionHandlers handlers)
    {
        handlers.Handle(GaapActions.ModifyCertificate, BindDomain);
        handlers.Handle(GaapActions.ModifyHTTPSListenerAttribute, ChangeListener);
        handlers.Handle(GaapActions.SetAuthentication, SetAuthentication);
    }

    private static ModifyCertificateResponse BindDomain(ActionCall call, ModifyCertificateRequest request)
    {
        var store = call.World.Gaap;
        var domain = RequireDomain(store, request.ListenerId, request.Domain);
        var serverId = request.CertificateId;
        if (serverId != EmulatedGaapDomain.Default)
        {
            var certificate = RequireCertificate(store, serverId, EmulatedGaapCertificateType.Server);
            ApiErrorException.ThrowIf(
                !certificate.Material!.Covers(domain.Name),
                "InvalidParameterValue.CertificateNotMatchDomain", $"Certificate {serverId} does not cover {domain.Name}.");
        }

        var clientIds = RequestedClientIds(
            store, domain.Listener, request.ClientCertificateId, request.PolyClientCertificateIds, allowDefault: true);
        BeginChange(call, domain.Listener, domain, [serverId, .. clientIds ?? []], () =>
        {
            domain.CertificateId = serverId;
            domain.ClientCertificateIds = clientIds ?? domain.ClientCertificateIds;
        });
        return new ModifyCertificateResponse();
    }

    private static ModifyHTTPSListenerAttributeResponse ChangeListener(ActionCall call, ModifyHTTPSListenerAttributeRequest request)
    {
        var store = call.World.Gaap;
        var listener = store.RequireListener(request.ListenerId);
        ApiErrorException.ThrowIf(
            request.ProxyId is not null && listener.Proxy?.Id != request.ProxyId,
            "ResourceNotFound", $"Proxy {request.ProxyId} has no listener {listener.Id}.");
        ApiErrorException.ThrowIf(
            request.ForwardProtocol is not (null or "HTTP" or "HTTPS"), "InvalidParameterValue", "ForwardProtocol must be HTTP or HTTPS.");
        if (request.CertificateId is { } serverId)
            RequireCertificate(store, serverId, EmulatedGaapCertificateType.Server);

        var clientIds = RequestedClientIds(
            store, listener, request.ClientCertificateId, request.PolyClientCertificateIds, allowDefault: false);
        BeginChange(call, listener, domain: null, [request.CertificateId ?? "", .. clientIds ?? []], () =>
        {
            listener.Name = request.ListenerName ?? listener.Name;
            listener.ForwardProtocol = request.ForwardProtocol ?? listener.ForwardProtocol;
            listener.CertificateId = request.CertificateId ?? listener.CertificateId;
            listener.ClientCertificateIds = clientIds ?? listener.ClientCertificateIds;
        });
        return new ModifyHTTPSListenerAttributeResponse();
    }

    private static SetAuthenticationResponse SetAuthentication(ActionCall call, SetAuthenticationRequest request)
    {
        var store = call.World.Gaap;
        var domain = RequireDomain(store, request.ListenerId, request.Domain);
        List<string> realServerIds =
            request.PolyRealServerCertificateIds ?? (request.RealServerCertificateId is { } single ? [single] : []);
        RequireIds(
            store, request.BasicAuth, [request.BasicAuthConfId ?? ""], EmulatedGaapCertificateType.BasicAuthentication, "BasicAuthConfId");
        RequireIds(store, request.GaapAuth, [request.GaapCertificateId ?? ""], EmulatedGaapCertificateType.Proxy, "GaapCertificateId");
        RequireIds(
            store, request.RealServerAuth, realServerIds, EmulatedGaapCertificateType.RealServerAuthority, "RealServerCertificateId");
        BeginChange(call, domain.Listener, domain, [request.BasicAuthConfId ?? "", request.GaapCertificateId ?? "", .. realServerIds], () =>
        {
            // Each switch is 0 when it is left out.
            domain.BasicAuthConfId = request.BasicAuth == 1 ? request.BasicAuthConfId : null;
            domain.GaapCertificateId = request.GaapAuth == 1 ? request.GaapCertificateId : null;
            domain.RealServerCertificateIds = request.RealServerAuth == 1 ? realServerIds : [];
            domain.RealServerCertificateDomain = request.RealServerAuth == 1 ? request.RealServerCertificateDomain : null;
        });
        return new SetAuthenticationResponse();
    }

    private static void BeginChange(
        ActionCall call, EmulatedGaapListener listener, EmulatedGaapDomain? domain, IReadOnlyList<string> certificateIds, Action apply) =>
        call.World.Gaap.BeginChange(
            new GaapChange(call.RequestId, listener, domain, certificateIds, apply, call.Fault == FaultKind.ChangeFails), call.Now);

    private static EmulatedGaapDomain RequireDomain(GaapStore store, string listenerId, string name)
    {
        var listener = store.RequireListener(listenerId);
        ApiErrorException.ThrowIf(
            listener.Version != "3.0",
            "FailedOperation.ProxyVersionNotSupport", $"Proxies of version {listener.Version} do not support this operation.");
        ApiErrorException.ThrowIf(
            listener.Proxy is { Status: not "RUNNING" }, "FailedOperation.ProxyStatusNotInRuning", "The proxy is not running.");
        ApiErrorException.ThrowIf(
            listener.Group is { Status: not "RUNNING" }, "FailedOperation.GroupStatusNotInRuning", "The proxy group is not running.");
        return listener.Find(name) ?? throw new ApiErrorException("ResourceNotFound", $"Listener {listenerId} has no domain {name}.");
    }

    private static EmulatedGaapCertificate RequireCertificate(GaapStore store, string id, long type) =>
        store.FindCertificate(id) is { } certificate && certificate.Type == type
            ? certificate
            : throw new ApiErrorException("InvalidParameterValue.InvalidCertificateId", $"There is no certificate {id} of type {type}.");

    /// <summary>The client CAs asked for; null when they are to stay.</summary>
    private static List<string>? RequestedClientIds(
        GaapStore store, EmulatedGaapListener listener, string? single, List<string>? multiple, bool allowDefault)
    {
        List<string>? ids = multiple is { Count: > 0 } ? multiple : string.IsNullOrEmpty(single) ? null : [single];
        if (ids is null)
            return null;

        ApiErrorException.ThrowIf(
            !listener.IsMutual, "InvalidParameterValue", "Client certificates need a listener with mutual authentication.");
        foreach (var id in ids.Where(id => !allowDefault || id != EmulatedGaapDomain.Default))
            RequireCertificate(store, id, EmulatedGaapCertificateType.ClientAuthority);

        return ids;
    }

    private static void RequireIds(GaapStore store, long? switchValue, List<string> ids, long type, string name)
    {
        ApiErrorException.ThrowIf(switchValue is not (null or 0 or 1), "InvalidParameterValue", "A switch must be 0 or 1.");
        if (switchValue != 1)
            return;

        ApiErrorException.ThrowIf(
            ids.Count == 0 || ids.Exists(string.IsNullOrEmpty), "MissingParameter", $"{name} is needed to switch this on.");
        foreach (var id in ids)
            RequireCertificate(store, id, type);
    }
}
