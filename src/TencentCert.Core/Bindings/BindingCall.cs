using TencentCert.Core.Json;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>The API request of a change: of a domain, of its authentication, or of a listener.</summary>
internal static class BindingCall
{
    /// <summary>Sends a change when the rate limiter grants a slot, with the options at that time, if it may be sent then.</summary>
    /// <returns>RequestId of the response; null when the change was not sent and its slot was given to the next.</returns>
    public static Task<string?> SendAsync(
        BindingRun run, PendingChange pending, int priority, Func<ApiCallOptions> options, Func<bool> canSend)
    {
        var change = pending.Change;
        if (change.IsAuthentication)
            return SendAsync(GaapActions.SetAuthentication, AuthenticationRequest(pending));

        var certificateId = change.To ?? throw new InvalidOperationException("A certificate is imported before it is bound.");
        var singleClient = change.ToClients is [var id] ? id : null;
        List<string>? multipleClients = change.ToClients is { Count: > 1 } all ? [.. all] : null;
        return change.Domain is { } domain
            ? SendAsync(GaapActions.ModifyCertificate, new ModifyCertificateRequest
            {
                ListenerId = change.ListenerId,
                Domain = domain,
                CertificateId = certificateId,
                ClientCertificateId = singleClient,
                PolyClientCertificateIds = multipleClients,
            })
            : SendAsync(GaapActions.ModifyHTTPSListenerAttribute, new ModifyHTTPSListenerAttributeRequest
            {
                ListenerId = change.ListenerId,
                ProxyId = change.ProxyId,
                CertificateId = certificateId,
                ClientCertificateId = singleClient,
                PolyClientCertificateIds = multipleClients,
            });

        async Task<string?> SendAsync<TRequest, TResponse>(ApiAction<TRequest, TResponse> action, TRequest request)
            where TRequest : class, IWireRequest
            where TResponse : class, IWireResponse<TResponse>
        {
            var answer = await run.Requests.TrySendAsync(
                action,
                priority,
                () =>
                {
                    if (!canSend())
                        return null;

                    pending.MarkSent(run.Now);
                    run.Log.Sending(change);
                    return request;
                },
                options).ConfigureAwait(false);
            pending.Attempts += answer?.Attempts ?? 0;
            return answer?.RequestId;
        }
    }

    // All settings are sent, because omitted ones would be disabled. Settings missing from the response are not supported by the site.
    private static SetAuthenticationRequest AuthenticationRequest(PendingChange pending)
    {
        var change = pending.Change;
        var domain = pending.LatestDomain ?? throw new InvalidOperationException("A domain is read before its authentication is written.");
        var requested = change.RequestedAuthentication(domain.Authentication);
        var originIds = requested.RealServerCertificateId;
        return new SetAuthenticationRequest
        {
            ListenerId = change.ListenerId,
            Domain = domain.Domain,
            BasicAuth = ToFlag(requested.BasicAuthConfId is not null),
            BasicAuthConfId = requested.BasicAuthConfId,
            GaapAuth = ToFlag(requested.GaapCertificateId is not null),
            GaapCertificateId = requested.GaapCertificateId,
            RealServerAuth = ToFlag(originIds.Count > 0),
            RealServerCertificateId = originIds is [var id] ? id : null,
            PolyRealServerCertificateIds = originIds.Count > 1 ? [.. originIds] : null,
            RealServerCertificateDomain = originIds.Count > 0 ? requested.RealServerCertificateDomain : null,
            TLSSupportVersion = domain.TLSSupportVersion.Count > 0 ? [.. domain.TLSSupportVersion] : null,
            TLSCiphers = domain.TLSCiphers,
        };
    }

    private static long ToFlag(bool isOn) => isOn ? 1 : 0;
}
