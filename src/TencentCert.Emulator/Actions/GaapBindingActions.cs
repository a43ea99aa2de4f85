using TencentCert.Core.Gaap;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;
using TencentCert.Emulator.Errors;
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
            RequireServerCertificate(store, serverId, [domain.Name]);

        var clientIds = RequestedClientIds(
            store, domain.Listener, request.ClientCertificateId, request.PolyClientCertificateIds, allowDefault: true);
        GaapStore.RequireIdle(domain.Listener);
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
        if (request.ProxyId is { } proxyId && listener.Proxy?.Id != proxyId)
            throw new ApiErrorException("ResourceNotFound", $"Proxy {proxyId} has no listener {listener.Id}.");

        if (request.ForwardProtocol is not (null or "HTTP" or "HTTPS"))
            throw new ApiErrorException("InvalidParameterValue", "ForwardProtocol must be HTTP or HTTPS.");

        if (request.CertificateId is { } serverId)
            RequireServerCertificate(store, serverId, []);

        var clientIds = RequestedClientIds(
            store, listener, request.ClientCertificateId, request.PolyClientCertificateIds, allowDefault: false);
        GaapStore.RequireIdle(listener);
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
        GaapStore.RequireIdle(domain.Listener);
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
            new GaapChange
            {
                TaskId = call.RequestId,
                Listener = listener,
                Domain = domain,
                CertificateIds = certificateIds,
                Apply = apply,
                Fails = call.Fault == FaultKind.ChangeFails,
            },
            call.Now);

    private static EmulatedGaapDomain RequireDomain(GaapStore store, string listenerId, string name)
    {
        var listener = store.RequireListener(listenerId);
        if (listener.Version != "3.0")
        {
            throw new ApiErrorException(
                "FailedOperation.ProxyVersionNotSupport", $"Proxies of version {listener.Version} do not support this operation.");
        }

        if (listener.Proxy is { Status: not "RUNNING" })
            throw new ApiErrorException("FailedOperation.ProxyStatusNotInRuning", "The proxy is not running.");

        if (listener.Group is { Status: not "RUNNING" })
            throw new ApiErrorException("FailedOperation.GroupStatusNotInRuning", "The proxy group is not running.");

        return listener.Find(name) ?? throw new ApiErrorException("ResourceNotFound", $"Listener {listenerId} has no domain {name}.");
    }

    private static void RequireServerCertificate(GaapStore store, string id, IReadOnlyList<string> domains)
    {
        var certificate = RequireCertificate(store, id, EmulatedGaapCertificateType.Server);
        if (domains.FirstOrDefault(domain => !certificate.Material!.Covers(domain)) is { } uncovered)
            throw new ApiErrorException("InvalidParameterValue.CertificateNotMatchDomain", $"Certificate {id} does not cover {uncovered}.");
    }

    private static EmulatedGaapCertificate RequireCertificate(GaapStore store, string id, long type) =>
        store.FindCertificate(id) is { } certificate && certificate.Type == type
            ? certificate
            : throw new ApiErrorException("InvalidParameterValue.InvalidCertificateId", $"There is no certificate {id} of type {type}.");

    /// <summary>The client CAs asked for; null when they are to stay.</summary>
    private static IReadOnlyList<string>? RequestedClientIds(
        GaapStore store, EmulatedGaapListener listener, string? single, List<string>? multiple, bool allowDefault)
    {
        var ids = multiple is { Count: > 0 } ? multiple : string.IsNullOrEmpty(single) ? null : (IReadOnlyList<string>)[single];
        if (ids is null)
            return null;

        if (!listener.IsMutual)
            throw new ApiErrorException("InvalidParameterValue", "Client certificates need a listener with mutual authentication.");

        foreach (var id in ids)
        {
            if (!allowDefault || id != EmulatedGaapDomain.Default)
                RequireCertificate(store, id, EmulatedGaapCertificateType.ClientAuthority);
        }

        return ids;
    }

    private static void RequireIds(GaapStore store, long? switchValue, List<string> ids, long type, string name)
    {
        if (switchValue is not (null or 0 or 1))
            throw new ApiErrorException("InvalidParameterValue", "A switch must be 0 or 1.");

        if (switchValue != 1)
            return;

        if (ids.Count == 0 || ids.Exists(string.IsNullOrEmpty))
            throw new ApiErrorException("MissingParameter", $"{name} is needed to switch this on.");

        foreach (var id in ids)
            RequireCertificate(store, id, type);
    }
}
