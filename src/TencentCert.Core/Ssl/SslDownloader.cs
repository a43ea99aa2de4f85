using TencentCert.Core.Certificates;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Downloads certificates.</summary>
/// <param name="client">Client.</param>
public sealed class SslDownloader(ApiClient client)
{
    private readonly SslCertificateReader _certificates = new(client);

    /// <summary>A certificate with its chain, and with its key on request (DescribeCertificateDetail).</summary>
    /// <param name="certificateId">Certificate.</param>
    /// <param name="includeKey">Whether to fetch the key.</param>
    /// <param name="ownKey">The key, if the service does not have it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="TencentCertException">Not issued.</exception>
    /// <exception cref="PemException">The response cannot be parsed.</exception>
    public async Task<SslDownload> FetchAsync(
        string certificateId, bool includeKey = true, PrivateKeyPem? ownKey = null, CancellationToken cancellationToken = default)
    {
        var detail =
            await _certificates.GetDetailAsync(certificateId, includeKey, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (detail.CertificatePem is not { } pem)
        {
            throw new TencentCertException(
                ErrorCodes.FailedState,
                $"{certificateId} ({detail.Domain}) is {detail.Status} and has no certificate yet. "
                + $"Pipe it through Wait-SslCertificate first.")
            {
                Advice = "",
            };
        }

        var bundle = ownKey is null && detail.PrivateKey is { } key
            ? CertificateBundle.FromPem(
                pem, SecretText.Reveal(key), certificateSource: certificateId, keySource: Wording.Of($"The key of {certificateId}"))
            : new CertificateBundle(CertificateChain.FromPem(pem, certificateId), ownKey);
        var encryption = detail.EncryptionCertificatePem is not { } second ? null
            : CertificateBundle.FromPem(
                second, SecretText.Reveal(detail.EncryptionPrivateKey),
                certificateSource: Wording.Of($"The encryption certificate of {certificateId}"),
                keySource: Wording.Of($"The encryption key of {certificateId}"));
        return new SslDownload(detail, bundle, encryption);
    }

    /// <summary>The service's archive (DownloadCertificate), validated.</summary>
    /// <param name="certificateId">Certificate.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="TencentCertException">The service refused, or returned no archive.</exception>
    /// <exception cref="PemException">The archive is damaged or unsafe.</exception>
    public async Task<byte[]> ArchiveAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        SslCertificateId.Check(certificateId);
        var answer = await client.SendAsync(
            SslActions.DownloadCertificate, new DownloadCertificateRequest { CertificateId = certificateId },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            var zip = Convert.FromBase64String(answer.Value.Content ?? "");
            CertificateArchive.Read(zip);
            return zip;
        }
        catch (FormatException damaged)
        {
            throw new TencentCertException(
                ErrorCodes.UnreadableAnswer, $"The archive of {certificateId} is not base64: download it again.",
                damaged) { RequestId = answer.RequestId };
        }
    }
}

/// <summary>A downloaded certificate. A class, because a record's ToString would show the key.</summary>
/// <param name="certificate">The certificate in the SSL service.</param>
/// <param name="bundle">Its chain and key.</param>
/// <param name="encryption">Of an SM2 certificate, the second pair.</param>
public sealed class SslDownload(SslCertificate certificate, CertificateBundle bundle, CertificateBundle? encryption = null)
{
    /// <summary>Of an SM2 certificate, the second pair: the encryption certificate, and its key if requested and available.</summary>
    public CertificateBundle? Encryption => encryption;

    /// <summary>Whether the service returned only one of the two pairs of an SM2 certificate.</summary>
    public bool IsMissingPair => encryption is null && bundle.Chain.Leaf.PublicKey.IsSm2;

    /// <summary>The certificate in the SSL service.</summary>
    public SslCertificate Certificate => certificate;

    /// <summary>Its chain, and its key if requested and available.</summary>
    public CertificateBundle Bundle => bundle;
}
