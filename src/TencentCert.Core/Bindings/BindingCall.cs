using TencentCert.Core.Client;
using TencentCert.Core.Json;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>
/// The API request of a change: ModifyCertificate for a domain, SetAuthentication for its authentication, ModifyHTTPSListenerAttribute
/// for a listener.
/// </summary>
internal static class BindingCall
{
    /// <summary>Sends a change when the rate limiter grants a turn.</summary>
    /// <param name="run">Run.</param>
    /// <param name="pending">Change; counts its attempts.</param>
    /// <param name="urgency">Priority; the highest goes first.</param>
    /// <param name="options">Options of the call, evaluated when it is sent.</param>
    /// <param name="turnCame">Decides immediately before sending whether the change may be sent.</param>
    /// <returns>RequestId of the response; null when the change was not sent and its turn was given to the next.</returns>
    public static Task<string?> SendAsync(
        BindingRun run, PendingChange pending, int urgency, Func<ApiCallOptions> options, Func<bool> turnCame)
    {
        var change = pending.Change;
        if (change.IsAuthentication)
        {
            return SendAsync(GaapActions.SetAuthentication, Authentication(pending));
        }

        var certificateId = change.To ?? throw new InvalidOperationException("A certificate is imported before it is bound.");
        var single = change.ToClients is [var one] ? one : null;
        List<string>? several = change.ToClients is { Count: > 1 } all ? [.. all] : null;
        return change.Domain is { } domain
            ? SendAsync(GaapActions.ModifyCertificate, new ModifyCertificateRequest
            {
                ListenerId = change.ListenerId,
                Domain = domain,
                CertificateId = certificateId,
                ClientCertificateId = single,
                PolyClientCertificateIds = several,
            })
            : SendAsync(GaapActions.ModifyHTTPSListenerAttribute, new ModifyHTTPSListenerAttributeRequest
            {
                ListenerId = change.ListenerId,
                ProxyId = change.ProxyId,
                CertificateId = certificateId,
                ClientCertificateId = single,
                PolyClientCertificateIds = several,
            });

        async Task<string?> SendAsync<TRequest, TResponse>(ApiAction<TRequest, TResponse> action, TRequest request)
            where TRequest : class, IWireRequest
            where TResponse : class, IWireResponse<TResponse>
        {
            var answer = await run.Requests.TrySendAsync(
                action,
                urgency,
                () =>
                {
                    if (!turnCame())
                    {
                        return null;
                    }

                    pending.Send(run.Now);
                    run.Log.Sending(change);
                    return request;
                },
                options).ConfigureAwait(false);
            pending.Attempts += answer?.Attempts ?? 0;
            return answer?.RequestId;
        }
    }

    // All settings are sent, because omitted ones would be disabled. Settings missing from the response are not supported by the site.
    private static SetAuthenticationRequest Authentication(PendingChange pending)
    {
        var change = pending.Change;
        var domain = pending.Seen ?? throw new InvalidOperationException("A domain is read before its authentication is written.");
        var wanted = change.Wanted(domain.Authentication);
        var origin = wanted.RealServerCertificateId;
        return new SetAuthenticationRequest
        {
            ListenerId = change.ListenerId,
            Domain = domain.Domain,
            BasicAuth = Switch(wanted.BasicAuthConfId is not null),
            BasicAuthConfId = wanted.BasicAuthConfId,
            GaapAuth = Switch(wanted.GaapCertificateId is not null),
            GaapCertificateId = wanted.GaapCertificateId,
            RealServerAuth = Switch(origin.Count > 0),
            RealServerCertificateId = origin is [var one] ? one : null,
            PolyRealServerCertificateIds = origin.Count > 1 ? [.. origin] : null,
            RealServerCertificateDomain = origin.Count > 0 ? wanted.RealServerCertificateDomain : null,
            TLSSupportVersion = domain.TLSSupportVersion.Count > 0 ? [.. domain.TLSSupportVersion] : null,
            TLSCiphers = domain.TLSCiphers,
        };
    }

    private static long Switch(bool isOn) => isOn ? 1 : 0;
}
