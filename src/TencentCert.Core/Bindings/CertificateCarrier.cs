using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Ssl;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Bindings;

/// <summary>Carries a certificate of the SSL service into GAAP's separate store, re-using the copy that is there.</summary>
/// <param name="client">Client.</param>
public sealed class CertificateCarrier(ApiClient client)
{
    private const int LongestAlias = 50;
    private readonly SslCertificateReader _certificates = new(client);
    private readonly GaapCertificateStore _store = new(client);

    /// <summary>Fetches a certificate with its key and looks for its copy in GAAP's store; changes nothing.</summary>
    /// <param name="certificateId">Id in the SSL service.</param>
    /// <param name="ownKey">The key, where the service does not hold it; null takes the service's.</param>
    /// <param name="force">Takes also what the check speaks against, as far as that may be overridden.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">
    /// Not issued, revoked or past its end; or to be imported, and the service has no key for it and none was given.
    /// </exception>
    /// <exception cref="PemException">The key belongs to another certificate.</exception>
    public async Task<CarriedCertificate> FetchAsync(
        string certificateId, PrivateKeyPem? ownKey = null, bool force = false, CancellationToken cancellationToken = default)
    {
        SslCertificateId.Check(certificateId);
        var detail = await _certificates.GetDetailAsync(certificateId, includePrivateKey: ownKey is null, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (detail.CertificatePem is null)
        {
            throw new TencentCertException(
                ErrorCodes.FailedState, $"{certificateId} ({detail.Domain}) is {detail.Status} and has no certificate yet. Pipe it through Wait-SslCertificate first.");
        }

        if (detail.Status.IsFailure())
        {
            throw new TencentCertException(ErrorCodes.FailedState, $"{certificateId} ({detail.Domain}) is {detail.Status}, so clients refuse it. Nothing was sent.");
        }

        var chain = CertificateChain.FromPem(detail.CertificatePem, certificateId, client.Connection.ServerTime);
        var copy = await _store.FindAsync(chain, GaapCertificateType.Server, cancellationToken).ConfigureAwait(false);
        var key = ownKey ?? (detail.PrivateKey is { } held ? PrivateKeyPem.Parse(SecretText.Reveal(held)!, source: Wording.Of($"The key text")) : null);
        if (key is null && copy is null)
        {
            throw new TencentCertException(
                ErrorCodes.InvalidParameter,
                $"The SSL service has no private key for {certificateId}: its request was uploaded. Import it with its key: Import-GaapCertificate -KeyPath.");
        }

        // What is there already needs no key; one that was given is checked all the same.
        var bundle = new CertificateBundle(chain, key);
        var findings = (key is null ? CertificateCheck.Of(bundle, client.Connection.ServerTime) : _store.Check(bundle)).Require(certificateId, force);
        return new CarriedCertificate(detail, bundle, copy, findings);
    }

    /// <summary>Puts a fetched certificate into GAAP's store, unless it is there.</summary>
    /// <param name="carried">What <see cref="FetchAsync"/> gave.</param>
    /// <param name="alias">Alias of a new entry; domain and SSL id when null.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<GaapCertificate> ImportAsync(CarriedCertificate carried, string? alias = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(carried);
        return carried.Copy ?? await _store.ImportAsync(
            carried.Bundle, alias ?? Alias(carried.Source), force: true, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    internal static string Alias(SslCertificate source)
    {
        var alias = $"{source.Domain} {source.CertificateId}".Trim();
        return alias.Length <= LongestAlias ? alias : source.CertificateId;
    }
}

/// <summary>A certificate of the SSL service on its way into GAAP. A class, not a record: a record's text would show its parts.</summary>
/// <param name="source">The certificate in the SSL service.</param>
/// <param name="bundle">Its chain and key.</param>
/// <param name="copy">The identical certificate in GAAP's store, when there is one.</param>
/// <param name="findings">What the check says of it: worth a warning, or overridden.</param>
public sealed class CarriedCertificate(
    SslCertificate source, CertificateBundle bundle, GaapCertificate? copy, IReadOnlyList<CertificateFinding>? findings = null)
{
    /// <summary>What the check says of it: worth a warning, or overridden.</summary>
    public IReadOnlyList<CertificateFinding> Findings { get; } = findings ?? [];

    /// <summary>The certificate in the SSL service.</summary>
    public SslCertificate Source => source;

    /// <summary>Its chain and key.</summary>
    public CertificateBundle Bundle => bundle;

    /// <summary>The identical certificate in GAAP's store, when there is one.</summary>
    public GaapCertificate? Copy => copy;
}
