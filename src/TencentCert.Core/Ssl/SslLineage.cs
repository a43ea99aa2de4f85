namespace TencentCert.Core.Ssl;

/// <summary>
/// The chain of reissues and renewals of a certificate. The documentation is inconsistent on which of ReplacedBy and
/// ReplacedFor points forward, so the dates decide; without dates, the observed behaviour of the service.
/// </summary>
internal sealed class SslLineage(SslCertificateReader certificates)
{
    /// <summary>The newest successor: for A of the chain A, B, C, it is C. Null when there is none.</summary>
    public async Task<SslCertificate?> NewestAsync(SslCertificate certificate, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        SslCertificate? newest = null;
        for (var current = certificate; current is not null && seen.Add(current.CertificateId);)
        {
            var linked = await LinkedAsync(current, cancellationToken).ConfigureAwait(false);
            var next = linked.Find(link => link.IsLater && !link.Certificate.Status.IsFailure())?.Certificate
                ?? await HostedRenewalAsync(current, cancellationToken).ConfigureAwait(false);
            newest = next ?? newest;
            current = next;
        }

        return newest;
    }

    /// <summary>The original of a reissue; null for other certificates, or if the original was deleted.</summary>
    public async Task<SslCertificate?> OriginalAsync(SslCertificate certificate, CancellationToken cancellationToken) =>
        (await LinkedAsync(certificate, cancellationToken).ConfigureAwait(false)).Find(link => !link.IsLater)?.Certificate;

    /// <summary>The predecessor: the original of a reissue, or the renewed certificate.</summary>
    public async Task<SslCertificate?> PredecessorAsync(SslCertificate certificate, CancellationToken cancellationToken) =>
        await OriginalAsync(certificate, cancellationToken).ConfigureAwait(false)
        ?? (certificate.RenewalOf is { } id && id != certificate.CertificateId
            ? await certificates.FindAsync(id, cancellationToken).ConfigureAwait(false) : null);

    // Under hosting, the service renews automatically. Only list entries contain that renewal.
    private async Task<SslCertificate?> HostedRenewalAsync(SslCertificate certificate, CancellationToken cancellationToken)
    {
        var query = new SslCertificateQuery { CertificateIds = [certificate.CertificateId] };
        var listed = await certificates.ListAsync(query, cancellationToken)
            .FindAsync(item => item.CertificateId == certificate.CertificateId).ConfigureAwait(false);
        return listed?.HostingRenewCertId is { } id && id != certificate.CertificateId
            && await certificates.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } renewal && !renewal.Status.IsFailure()
                ? renewal
                : null;
    }

    // A deleted certificate is in no chain.
    private async Task<List<Link>> LinkedAsync(SslCertificate certificate, CancellationToken cancellationToken)
    {
        var linked = new List<Link>();
        foreach (var id in new[] { certificate.ReplacedFor, certificate.ReplacedBy }.Distinct())
        {
            if (id is not null && id != certificate.CertificateId
                && await certificates.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } found)
            {
                var isDated = found.InsertTime is not null && certificate.InsertTime is not null
                    && found.InsertTime != certificate.InsertTime;
                linked.Add(new Link(found, isDated ? found.InsertTime > certificate.InsertTime : id == certificate.ReplacedFor));
            }
        }

        return linked;
    }

    private sealed record Link(SslCertificate Certificate, bool IsLater);
}
