using System.Collections.Concurrent;
using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Bindings;

/// <summary>Imports certificates into GAAP's separate store, or reuses a copy; each once for any number of bindings.</summary>
public sealed class CertificateImporter : IDisposable
{
    private readonly ApiClient _client;
    private readonly SharedFailure _shared;
    private readonly SslCertificateReader _ssl;
    private readonly GaapCertificateStore _store;
    private readonly AsyncCache<BindingCertificate> _fromSsl = new();
    private readonly AsyncCache<BindingCertificate> _fromGaap = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<GaapCertificate>>> _imported = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _importLock = new(1, 1);

    /// <summary>Creates an importer; sends nothing yet.</summary>
    /// <param name="client">Client.</param>
    public CertificateImporter(ApiClient client)
        : this(client, new SharedFailure(CancellationToken.None))
    {
    }

    internal CertificateImporter(ApiClient client, SharedFailure shared)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _shared = shared;
        _ssl = new SslCertificateReader(client);
        _store = new GaapCertificateStore(client);
    }

    /// <summary>Whether to accept a certificate despite findings that may be overridden.</summary>
    public bool Force { get; init; }

    /// <summary>Reads a certificate of the SSL service with its key, and its copy in the GAAP certificate store; changes nothing.</summary>
    /// <param name="certificateId">Id in the SSL service.</param>
    /// <param name="ownKey">The key, if the service does not hold it; null uses the service's.</param>
    /// <param name="alias">Alias of a new entry, at most 50 characters; null for domain and SSL id.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">Not issued, revoked or expired; or to be imported without a private key.</exception>
    /// <exception cref="PemException">The key belongs to another certificate.</exception>
    public Task<BindingCertificate> FromSslAsync(
        string certificateId, PrivateKeyPem? ownKey = null, string? alias = null, CancellationToken cancellationToken = default) =>
        FromSslAsync(certificateId, GaapCertificateType.Server, cancellationToken, force: false, ownKey, alias);

    /// <summary>Reads a certificate of the SSL service, also for a use other than as a server certificate.</summary>
    internal Task<BindingCertificate> FromSslAsync(
        string certificateId, GaapCertificateType type, CancellationToken cancellationToken, bool force = false,
        PrivateKeyPem? ownKey = null, string? alias = null)
    {
        SslCertificateId.Check(certificateId);
        return type == GaapCertificateType.Server && ownKey is null && alias is null
            ? _fromSsl.GetAsync(certificateId, id => ReadSslAsync(id, null, null, type, force: false, cancellationToken))
            : ReadSslAsync(certificateId, ownKey, alias, type, force, cancellationToken);
    }

    /// <summary>Reads a certificate of the GAAP certificate store.</summary>
    /// <param name="certificateId">Id in the GAAP certificate store.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public Task<BindingCertificate> FromGaapAsync(string certificateId, CancellationToken cancellationToken = default) =>
        _fromGaap.GetAsync(certificateId, async id =>
        {
            var copy = await _store.GetAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new BindingCertificate
            {
                Name = id, CertificateType = copy.CertificateType, Copy = copy, Leaf = GaapCertificateStore.ParseLeaf(copy.CertificatePem),
            };
        });

    /// <summary>Takes a local certificate, and finds its copy in the GAAP certificate store if there is one.</summary>
    /// <param name="bundle">Chain and key.</param>
    /// <param name="name">File name.</param>
    /// <param name="alias">Alias of a new entry, at most 50 characters.</param>
    /// <param name="type">Type in the GAAP certificate store.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="PemException">The key is missing or belongs to another certificate.</exception>
    public async Task<BindingCertificate> FromBundleAsync(
        CertificateBundle bundle, string name, string? alias = null, GaapCertificateType type = GaapCertificateType.Server,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var findings = _store.Check(bundle, type).Require(name, Force);
        var copy = await _store.FindAsync(bundle.Chain, type, cancellationToken).ConfigureAwait(false);
        return new BindingCertificate
        {
            Name = name, CertificateType = type, Leaf = bundle.Chain.Leaf, Bundle = bundle, Alias = alias, Copy = copy, Findings = findings,
            NotListed = _store.NotListed,
        };
    }

    /// <summary>Imports a certificate into the GAAP certificate store unless it is there. A failed import is not repeated.</summary>
    /// <param name="certificate">Certificate.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public Task<GaapCertificate> ImportAsync(BindingCertificate certificate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.Copy is { } copy
            ? Task.FromResult(copy)
            : _imported.GetOrAdd(
                certificate.Fingerprint, _ => new Lazy<Task<GaapCertificate>>(() => CreateAsync(certificate, cancellationToken))).Value;
    }

    /// <inheritdoc />
    public void Dispose() => _importLock.Dispose();

    private async Task<GaapCertificate> CreateAsync(BindingCertificate certificate, CancellationToken cancellationToken)
    {
        await _importLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _shared.ThrowIfFailed();
            return await _store.ImportAsync(
                certificate.Bundle!, certificate.Alias, certificate.CertificateType, force: true, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            _importLock.Release();
        }
    }

    private async Task<BindingCertificate> ReadSslAsync(
        string certificateId, PrivateKeyPem? ownKey, string? alias, GaapCertificateType type, bool force,
        CancellationToken cancellationToken)
    {
        var detail = await _ssl.GetDetailAsync(
            certificateId, includePrivateKey: ownKey is null, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (detail.CertificatePem is null)
        {
            throw new TencentCertException(
                ErrorCodes.FailedState,
                $"{certificateId} ({detail.Domain}) is {detail.Status} and has no certificate yet. "
                + $"Pipe it through Wait-SslCertificate first.");
        }

        if (detail.Status.IsFailure())
        {
            throw new TencentCertException(
                ErrorCodes.FailedState, $"{certificateId} ({detail.Domain}) is {detail.Status}, so clients refuse it. Nothing was sent.");
        }

        var chain = CertificateChain.FromPem(detail.CertificatePem, certificateId, _client.Connection.ServerTime);
        var copy = await _store.FindAsync(chain, type, cancellationToken).ConfigureAwait(false);
        var key = ownKey
            ?? (detail.PrivateKey is { } held ? PrivateKeyPem.Parse(SecretText.Reveal(held)!, source: Wording.Of($"The key text")) : null);
        if (key is null && copy is null && type != GaapCertificateType.RealServer)
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"The SSL service has no private key for {certificateId}: its request was uploaded. Import it with its key: "
                + $"Import-GaapCertificate -KeyPath.");
        }

        // With a copy in the store no key is needed; a given key is checked nevertheless.
        var bundle = new CertificateBundle(chain, key);
        var check = key is null
            ? CertificateCheck.Of(bundle, _client.Connection.ServerTime, GaapCertificateStore.PurposeOf(type))
            : _store.Check(bundle, type);
        return new BindingCertificate
        {
            Name = certificateId,
            CertificateType = type,
            Source = detail,
            Leaf = chain.Leaf,
            Copy = copy,
            Bundle = bundle,
            Alias = alias ?? DefaultAlias(detail),
            Findings = check.Require(certificateId, Force || force),
            NotListed = _store.NotListed,
        };
    }

    private static string DefaultAlias(SslCertificate source)
    {
        var alias = $"{source.Domain} {source.CertificateId}".Trim();
        return alias.Length <= GaapCertificateStore.MaxAliasLength ? alias : source.CertificateId;
    }
}
