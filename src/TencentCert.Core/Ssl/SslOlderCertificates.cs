using TencentCert.Core.Certificates;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Finds the certificates of the account that a new one replaces, linked by reissue, by renewal, or only by
/// their names, such as uploaded certificates.
/// </summary>
/// <param name="client">Client.</param>
public sealed class SslOlderCertificates(ApiClient client)
{
    private readonly SslCertificateReader _certificates = new(client);

    /// <summary>
    /// Server certificates that share a name with the new one, or cover one of its names, and expire no later. Whether resources
    /// use them, and for which names, is determined by <see cref="SslBindings"/>.
    /// </summary>
    /// <param name="certificateId">New certificate.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The latest first.</returns>
    public async Task<IReadOnlyList<SslCertificate>> FindAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        SslCertificateId.Check(certificateId);
        var certificate = await _certificates.GetAsync(certificateId, cancellationToken).ConfigureAwait(false);
        var all = await _certificates.ListAsync(cancellationToken: cancellationToken).ToListAsync().ConfigureAwait(false);
        return
        [
            .. all.Where(candidate =>
                candidate.CertificateId != certificateId && candidate.NotAfter <= certificate.NotAfter && candidate.CertificateType != "CA"
                && candidate.Names.Any(name => DomainCoverage.Covers(certificate.Names, name)))
                .OrderByDescending(candidate => candidate.NotAfter),
        ];
    }
}
