using System.Collections.Concurrent;
using TencentCert.Core.Api;
using TencentCert.Core.Gaap.Wire;
using TencentCert.Core.Pem;

namespace TencentCert.Core.Gaap;

/// <summary>
/// Binds certificates to domains: a preflight that reads each listener once, one write at a time on a listener,
/// and a wait until GAAP shows the change. One object serves one run.
/// </summary>
/// <param name="client">Client.</param>
public sealed class GaapBindings(ApiClient client)
{
    private readonly GaapEstate _estate = new(client);
    private readonly GaapCertificateStore _store = new(client);
    private readonly ConcurrentDictionary<string, Lazy<Task<ListenerView>>> _listeners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<GaapCertificate>>> _certificates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _writing = new(StringComparer.Ordinal);

    /// <summary>A domain that can have a certificate of its own, as it is; its listener is read once in a run.</summary>
    /// <param name="listenerId">Listener.</param>
    /// <param name="domain">Domain under it; IDN in either form.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    /// <exception cref="TencentCertException">Bad input; no such listener or domain; not version 3.0.</exception>
    public async Task<GaapDomain> DomainAsync(string listenerId, string domain, CancellationToken cancellationToken = default)
    {
        var view = await ViewAsync(listenerId, cancellationToken).ConfigureAwait(false);
        if (view.Version is { } version && version != GaapProxy.PerDomainVersion)
        {
            throw new TencentCertException(
                "FailedOperation.ProxyVersionNotSupport",
                $"{view.Listener.ProxyId ?? view.Listener.GroupId} is version {version}; only version {GaapProxy.PerDomainVersion} has certificates for each domain. Set the listener's certificate instead.");
        }

        return view.Find(domain) ?? throw new TencentCertException(
            ErrorCodes.NotFound, $"Listener {listenerId} has no domain {domain}. Get-GaapDomain -ListenerId {listenerId} lists them.");
    }

    /// <summary>Finds out what a request would change, and refuses what cannot succeed.</summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    /// <exception cref="TencentCertException">As <see cref="DomainAsync"/>; or a certificate that has ended or does not cover the domain.</exception>
    public async Task<GaapBindingPlan> PlanAsync(GaapBindingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        var domain = await DomainAsync(request.ListenerId, request.Domain, cancellationToken).ConfigureAwait(false);
        var effective = request.CertificateId == GaapCertificateId.Default
            ? (await ViewAsync(request.ListenerId, cancellationToken).ConfigureAwait(false)).Listener.CertificateId
            : request.CertificateId;
        if (effective is not null)
        {
            CheckServes(await CertificateAsync(effective, cancellationToken).ConfigureAwait(false), domain.Domain);
        }

        return new GaapBindingPlan(request with { Domain = domain.Domain }, domain, effective);
    }

    /// <summary>Carries a plan out.</summary>
    /// <param name="plan">Plan.</param>
    /// <param name="wait">Whether to wait until GAAP shows the change.</param>
    /// <param name="deadline">Busy answers and the wait end then.</param>
    /// <param name="cancellationToken">Stops at once; a change already sent goes on in GAAP.</param>
    /// <exception cref="TencentCertException">The service refused, or <see cref="ErrorCodes.Timeout"/> while waiting.</exception>
    public async Task<GaapCertificateBinding> ApplyAsync(GaapBindingPlan plan, bool wait, DateTimeOffset deadline, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.IsCurrent)
        {
            return plan.Outcome(GaapBindingState.AlreadyCurrent);
        }

        var started = client.Clock.GetTimestamp();
        var gate = _writing.GetOrAdd(plan.Request.ListenerId, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await client.SendAsync(GaapActions.ModifyCertificate, plan.ToWire(), new ApiCallOptions { Deadline = deadline }, cancellationToken).ConfigureAwait(false);
            if (wait)
            {
                await WaitAsync(plan, deadline, cancellationToken).ConfigureAwait(false);
            }

            return plan.Outcome(wait ? GaapBindingState.Live : GaapBindingState.Changed) with
            {
                Attempts = answer.Attempts,
                RequestId = answer.RequestId,
                Duration = client.Clock.GetElapsedTime(started),
            };
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The certificate a binding serves, from GAAP's store; read once in a run.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<GaapCertificate> CertificateAsync(string certificateId, CancellationToken cancellationToken = default) =>
        OnceAsync(_certificates, certificateId, () => _store.GetAsync(certificateId, cancellationToken: cancellationToken));

    /// <summary>The certificate a domain serves: its own, or its listener's.</summary>
    /// <param name="domain">Domain as bound.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.NotFound"/>: it has none.</exception>
    public Task<GaapCertificate> ServedAsync(GaapDomain domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.EffectiveCertificateId is { } id
            ? CertificateAsync(id, cancellationToken)
            : throw new TencentCertException(ErrorCodes.NotFound, $"{domain.Domain} on {domain.ListenerId} has no certificate.");
    }

    /// <summary>Refuses a certificate whose names do not cover a domain.</summary>
    /// <param name="certificateId">For the message.</param>
    /// <param name="names">DNS names of the certificate; none means they are not known.</param>
    /// <param name="domain">Domain.</param>
    /// <exception cref="TencentCertException"><c>InvalidParameterValue.CertificateNotMatchDomain</c>, as the service would say.</exception>
    public static void CheckCovers(string certificateId, IReadOnlyList<string> names, string domain)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count > 0 && !DomainCoverage.Covers(names, domain))
        {
            throw new TencentCertException(
                "InvalidParameterValue.CertificateNotMatchDomain",
                $"{certificateId} does not cover {domain}; it is for {string.Join(", ", names.Take(5))}. Nothing was sent.");
        }
    }

    private async Task WaitAsync(GaapBindingPlan plan, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var view = await ViewAsync(plan.Request.ListenerId, cancellationToken).ConfigureAwait(false);
        var wasChanging = false;
        for (var pause = TimeSpan.FromMilliseconds(500); ; pause = Longer(pause))
        {
            var domains = await _estate.DomainsAsync(view.Listener, cancellationToken).ConfigureAwait(false);
            var now = domains.FirstOrDefault(one => string.Equals(one.Domain, plan.Request.Domain, StringComparison.OrdinalIgnoreCase))
                ?? throw new TencentCertException(ErrorCodes.NotFound, $"{plan.Request.Domain} left listener {plan.Request.ListenerId} while its certificate was changing.");
            if (now.Status == GaapDomainStatus.Running)
            {
                if (plan.IsShownBy(now))
                {
                    return;
                }

                if (wasChanging)
                {
                    throw new TencentCertException(
                        ErrorCodes.FailedState, $"GAAP took the change of {plan.Request.Domain} and then went back to {now.CertificateId}. Run it again; if it fails the same way, quote the RequestId to Tencent.");
                }
            }

            wasChanging |= now.Status == GaapDomainStatus.Changing;
            if (client.Clock.GetUtcNow() + pause > deadline)
            {
                throw new TencentCertException(
                    ErrorCodes.Timeout, $"GAAP accepted the change of {plan.Request.Domain} and does not show it yet (domain status {now.Status}). Run the same command again to go on waiting; it sends nothing twice.");
            }

            await Task.Delay(pause, client.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<ListenerView> ViewAsync(string listenerId, CancellationToken cancellationToken) =>
        OnceAsync(_listeners, listenerId, async () =>
        {
            var listener = await _estate.ListenerAsync(listenerId, cancellationToken).ConfigureAwait(false);
            var version = await _estate.VersionAsync(listener, cancellationToken).ConfigureAwait(false);
            return new ListenerView(listener, version, await _estate.DomainsAsync(listener, cancellationToken).ConfigureAwait(false));
        });

    // A failed look-up is forgotten, so that the next item asks again.
    private static async Task<T> OnceAsync<T>(ConcurrentDictionary<string, Lazy<Task<T>>> memory, string key, Func<Task<T>> read)
    {
        var entry = memory.GetOrAdd(key, _ => new Lazy<Task<T>>(read));
        try
        {
            return await entry.Value.ConfigureAwait(false);
        }
        catch
        {
            memory.TryRemove(new KeyValuePair<string, Lazy<Task<T>>>(key, entry));
            throw;
        }
    }

    private void CheckServes(GaapCertificate certificate, string domain)
    {
        if (certificate.CertificateType != GaapCertificateType.Server)
        {
            throw Unfit($"{certificate.CertificateId} is a {certificate.CertificateType} certificate; a domain needs a Server one.");
        }

        if (certificate.NotAfter < client.Clock.GetUtcNow())
        {
            throw Unfit($"{certificate.CertificateId} ended on {certificate.NotAfter:yyyy-MM-dd}.");
        }

        CheckCovers(certificate.CertificateId, certificate.DnsNames, domain);
    }

    private static TencentCertException Unfit(string message) => new(ErrorCodes.InvalidParameter, message + " Nothing was sent.");

    private static TimeSpan Longer(TimeSpan pause) => TimeSpan.FromSeconds(Math.Min(5, pause.TotalSeconds * 1.3));

    private sealed record ListenerView(GaapListener Listener, string? Version, IReadOnlyList<GaapDomain> Domains)
    {
        public GaapDomain? Find(string domain)
        {
            var name = DomainName.Normalize(domain);
            return Domains.FirstOrDefault(one => one.Domain == domain)
                ?? Domains.FirstOrDefault(one => DomainName.TryNormalize(one.Domain, out var ascii, out _) && ascii == name);
        }
    }
}
