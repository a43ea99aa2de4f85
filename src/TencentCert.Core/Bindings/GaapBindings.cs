using System.Collections.Concurrent;
using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>
/// What stands before a binding is changed: the domain as it is, each listener and certificate read once, and a refusal
/// of what cannot succeed. One object serves one run.
/// </summary>
/// <param name="client">Client.</param>
public sealed class GaapBindings(ApiClient client)
{
    private readonly GaapEstate _estate = new(client);
    private readonly GaapCertificateStore _store = new(client);
    private readonly ConcurrentDictionary<string, Lazy<Task<ListenerView>>> _listeners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<GaapCertificate>>> _certificates = new(StringComparer.Ordinal);

    /// <summary>A domain that can have a certificate of its own, as it is; its listener is read once in a run.</summary>
    /// <param name="listenerId">Listener.</param>
    /// <param name="domain">Domain under it; IDN in either form.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    /// <exception cref="TencentCertException">Bad input; no such listener or domain; not version 3.0.</exception>
    public async Task<GaapDomain> DomainAsync(string listenerId, string domain, CancellationToken cancellationToken = default)
    {
        GaapBindingRequest.CheckTarget(listenerId, domain);
        var view = await ViewAsync(listenerId, cancellationToken).ConfigureAwait(false);
        if (view.Version is { } version && version != GaapProxy.PerDomainVersion)
        {
            throw new TencentCertException(
                "FailedOperation.ProxyVersionNotSupport",
                    $"{view.Listener.ProxyId ?? view.Listener.GroupId} is version {version}; only version {GaapProxy.PerDomainVersion} "
                    + $"has certificates for each domain. Set the listener's certificate instead.");
        }

        return view.Find(domain) ?? throw new TencentCertException(
            ErrorCodes.NotFound, $"Listener {listenerId} has no domain {domain}. Get-GaapDomain -ListenerId {listenerId} lists them.");
    }

    /// <summary>Finds out what a request would change, and refuses what cannot succeed.</summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    /// <exception cref="TencentCertException">As <see cref="DomainAsync"/>; or a certificate that has ended or does not cover the domain.</exception>
    public async Task<GaapBindingChange> PlanAsync(GaapBindingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Check();
        var domain = await DomainAsync(request.ListenerId, request.Domain, cancellationToken).ConfigureAwait(false);
        var effective = request.CertificateId == GaapCertificateId.Default
            ? (await ViewAsync(request.ListenerId, cancellationToken).ConfigureAwait(false)).Listener.CertificateId
            : request.CertificateId;
        if (effective is not null)
        {
            var certificate = await CertificateAsync(effective, cancellationToken).ConfigureAwait(false);
            CheckServes(certificate);
            CheckCovers(certificate.CertificateId, certificate.DnsNames, domain.Domain);
        }

        return GaapBindingChange.Of(domain, request.CertificateId, request.ClientCertificateId);
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

    /// <summary>The certificate a domain will serve when a certificate or <c>default</c> is bound to it.</summary>
    /// <param name="change">Change.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.NotFound"/>: its listener has none.</exception>
    public async Task<GaapCertificate> ServedAsync(GaapBindingChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var id = change.CertificateId == GaapCertificateId.Default
            ? (await ViewAsync(change.ListenerId, cancellationToken).ConfigureAwait(false)).Listener.CertificateId
            : change.CertificateId;
        return await CertificateAsync(
            id ?? throw new TencentCertException(ErrorCodes.NotFound,
                $"The listener of {change.Domain} has no certificate."), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Notes what this run has bound, so that a second look at the domain does not answer from before.</summary>
    /// <param name="change">A change that was accepted.</param>
    public void Remember(GaapBindingChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (_listeners.TryGetValue(change.ListenerId, out var entry) && entry.IsValueCreated && entry.Value.IsCompletedSuccessfully)
        {
            entry.Value.Result.Note(change);
        }
    }

    /// <summary>Refuses a certificate that is past or does not cover a domain, before it is imported for it.</summary>
    /// <param name="certificateId">For the message.</param>
    /// <param name="leaf">Certificate.</param>
    /// <param name="domain">Domain.</param>
    /// <exception cref="TencentCertException">It does not fit.</exception>
    public void CheckFits(string certificateId, CertificateFacts leaf, string domain)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        if (leaf.NotAfter < client.Clock.GetUtcNow())
        {
            throw Unfit($"{certificateId} ended on {DateText.Day(leaf.NotAfter)}.");
        }

        CheckCovers(certificateId, leaf.DnsNames, domain);
    }

    /// <summary>Refuses a certificate whose names do not cover a domain.</summary>
    /// <param name="certificateId">For the message.</param>
    /// <param name="names">DNS names of the certificate; none means they are not known.</param>
    /// <param name="domain">Domain.</param>
    /// <exception cref="TencentCertException"><c>InvalidParameterValue.CertificateNotMatchDomain</c>, as the service would say.</exception>
    public static void CheckCovers(string certificateId, IReadOnlyList<string> names, string domain)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count > 0 && Misfit.OfDomain(certificateId, names, domain) is { } why)
        {
            throw new TencentCertException("InvalidParameterValue.CertificateNotMatchDomain", Wording.Verbatim(why));
        }
    }

    /// <summary>Refuses a listener's certificate that leaves out a domain that follows the listener: GAAP itself would serve it.</summary>
    /// <param name="listener">Listener.</param>
    /// <param name="certificateId">For the message.</param>
    /// <param name="names">DNS names of the certificate; none means they are not known.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="TencentCertException"><c>InvalidParameterValue.CertificateNotMatchDomain</c>.</exception>
    public async Task CheckCoversFollowersAsync(GaapListener listener, string certificateId, IReadOnlyList<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(listener);
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
        {
            return;
        }

        var domains = await _estate.DomainsAsync(listener, cancellationToken).ConfigureAwait(false);
        if (Misfit.OfListener(certificateId, names, listener.ListenerId, domains) is { } why)
        {
            throw new TencentCertException("InvalidParameterValue.CertificateNotMatchDomain",
                $"{why} To bind it all the same, add -Force.");
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

    /// <summary>Refuses a certificate that is no server certificate or has ended.</summary>
    /// <param name="certificate">Described certificate.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public void CheckServes(GaapCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.CertificateType != GaapCertificateType.Server)
        {
            throw Unfit($"{certificate.CertificateId} is a {certificate.CertificateType} certificate; a domain needs a Server one.");
        }

        if (certificate.NotAfter < client.Clock.GetUtcNow())
        {
            throw Unfit($"{certificate.CertificateId} ended on {DateText.Day(certificate.NotAfter)}.");
        }
    }

    private static TencentCertException Unfit(Wording message) => new(ErrorCodes.InvalidParameter, $"{message} Nothing was sent.");

    private sealed class ListenerView(GaapListener listener, string? version, IReadOnlyList<GaapDomain> domains)
    {
        private readonly object _lock = new();
        private volatile IReadOnlyList<GaapDomain> _domains = domains;

        public GaapListener Listener => listener;

        public string? Version => version;

        public GaapDomain? Find(string domain)
        {
            var name = DomainName.Normalize(domain);
            return _domains.FirstOrDefault(one => one.Domain == domain)
                ?? _domains.FirstOrDefault(one => DomainName.TryNormalize(one.Domain, out var ascii, out _) && ascii == name);
        }

        public void Note(GaapBindingChange change)
        {
            lock (_lock)
            {
                _domains = _domains.Select(one => one.Domain != change.Domain ? one : one with
                {
                    CertificateId = change.CertificateId,
                    EffectiveCertificateId = change.CertificateId == GaapCertificateId.Default ? Listener.CertificateId : change.CertificateId,
                    ClientCertificateId = change.ClientCertificateId ?? one.ClientCertificateId,
                }).ToArray();
            }
        }
    }
}
