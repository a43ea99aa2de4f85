using System.Security;
using System.Runtime.CompilerServices;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Reads the SSL service's certificates.</summary>
/// <param name="client">Client.</param>
public sealed class SslCertificateReader(ApiClient client)
{
    private const long FirstPageSize = 100;
    private const long PageSize = 1000;

    /// <summary>Lists certificates, newest application first, a page at a time as they are read.</summary>
    /// <param name="query">Filters.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <exception cref="TencentCertException">A page could not be read.</exception>
    public async IAsyncEnumerable<SslCertificate> ListAsync(
        SslCertificateQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        query ??= new SslCertificateQuery();
        var now = client.Clock.GetUtcNow();
        var latest = query.ExpiringWithin is { } days ? now.AddDays(days) : (DateTimeOffset?)null;
        var order = new ExpiryOrder();

        // A certificate under reissue is still served, and an expired one may be; an interrupted run must find them again.
        var status = query.Status
            ?? (latest is null ? null : [SslCertificateStatus.Issued, SslCertificateStatus.Expired, SslCertificateStatus.Reissuing]);
        var all = Paging.ReadAllAsync<Wire.Ssl.CertificateListItem>(
            async (offset, limit, token) =>
            {
                var answer = await client.SendAsync(
                    SslActions.DescribeCertificates,
                    new DescribeCertificatesRequest
                    {
                        Offset = offset, Limit = limit,
                        SearchKey = query.SearchKey,
                        ProjectId = query.ProjectId,
                        CertificateType = query.CertificateType,
                        CertificateStatus = status?.Select(value => (long)value).ToList(),
                        CertIds = query.CertificateIds?.ToList(),
                        ExpirationSort = latest is null ? null : "ASC",
                    },
                    cancellationToken: token).ConfigureAwait(false);
                var page = answer.Value.Certificates ?? [];

                // No later page is needed after one that ends beyond the bound.
                return new Page<Wire.Ssl.CertificateListItem>(
                    page, answer.Value.TotalCount) { IsEnough = latest is { } bound && order.IsPast(bound, page) };
            },
            item => item?.CertificateId, FirstPageSize, PageSize, cancellationToken);
        await foreach (var item in all.ConfigureAwait(false))
        {
            var certificate = SslCertificate.Read(item, now);
            if (latest is null || certificate.NotAfter <= latest)
                yield return certificate;
        }
    }

    /// <summary>The error for a name that matches no certificate.</summary>
    /// <param name="name">Name, without wildcards.</param>
    public static TencentCertException NoneNamed(string name) =>
        new(ErrorCodes.NotFound, $"There is no certificate with the name '{name}'.");

    /// <summary>The short description: state and validation records, never a key.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<SslCertificate> GetAsync(string certificateId, CancellationToken cancellationToken = default) =>
        GetAsync(certificateId, null, cancellationToken);

    /// <summary>The short description, for a waiting caller.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="deadline">End of the retries.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<SslCertificate> GetAsync(string certificateId, DateTimeOffset? deadline, CancellationToken cancellationToken)
    {
        SslCertificateId.Check(certificateId);
        var value = (await client.SendAsync(
            SslActions.DescribeCertificate, new DescribeCertificateRequest { CertificateId = certificateId },
            new ApiCallOptions { Deadline = deadline }, cancellationToken).ConfigureAwait(false)).Value;
        return SslCertificate.Read(
            value, client.Clock.GetUtcNow(), SslValidationRecord.From(certificateId, value.DvAuthDetail, value.VerifyType));
    }

    /// <summary>The short description; null if the certificate does not exist.</summary>
    internal async Task<SslCertificate?> FindAsync(string certificateId, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(certificateId, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>The full description with the public part, and the private key only when asked for.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="includePrivateKey">Whether to keep the key the service sends.</param>
    /// <param name="seen">Validation records seen before; the service drops them at issue.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<SslCertificate> GetDetailAsync(
        string certificateId, bool includePrivateKey = false, IReadOnlyList<SslValidationRecord>? seen = null,
        CancellationToken cancellationToken = default)
    {
        SslCertificateId.Check(certificateId);
        var value = (await client.SendAsync(
            SslActions.DescribeCertificateDetail, new DescribeCertificateDetailRequest { CertificateId = certificateId },
            cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
        var records = SslValidationRecord.From(certificateId, value.DvAuthDetail, value.VerifyType);
        return SslCertificate.Read(
            value, client.Clock.GetUtcNow(), records.Count > 0 ? records : seen, value.CertificatePublicKey,
            SealKey(value.CertificatePrivateKey), value.EncryptCert, SealKey(value.EncryptPrivateKey));

        SecureString? SealKey(string? pem) => includePrivateKey && pem is { Length: > 0 } ? SecretText.Seal(pem) : null;
    }
}
