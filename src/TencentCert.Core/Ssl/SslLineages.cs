namespace TencentCert.Core.Ssl;

/// <summary>The chains of the certificates in a list: one replaced another by reissue, by renewal, or under hosting.</summary>
internal sealed class SslLineages
{
    private readonly Dictionary<string, SslCertificate> _byId;
    private readonly ILookup<string, Link> _later;
    private readonly ILookup<string, Link> _earlier;

    public SslLineages(IReadOnlyCollection<SslCertificate> certificates)
    {
        _byId = certificates.GroupBy(certificate => certificate.CertificateId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var links = certificates.SelectMany(LinksOf).Distinct().ToList();
        _later = links.ToLookup(link => link.Earlier, StringComparer.Ordinal);
        _earlier = links.ToLookup(link => link.Later, StringComparer.Ordinal);
    }

    /// <summary>The newest issued successor of each certificate that has one, by id.</summary>
    public IReadOnlyDictionary<string, string> Newest()
    {
        var newest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var certificate in _byId.Values)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { certificate.CertificateId };
            for (var current = Next(certificate); current is not null && seen.Add(current.CertificateId); current = Next(current))
            {
                // A pending certificate is not a successor yet, but may have one.
                if (current.Status == SslCertificateStatus.Issued)
                    newest[certificate.CertificateId] = current.CertificateId;
            }
        }

        return newest;
    }

    /// <summary>Groups of linked certificates, each certificate once; the oldest of a chain first.</summary>
    public IReadOnlyList<IReadOnlyList<SslCertificate>> All()
    {
        var lineages = new List<IReadOnlyList<SslCertificate>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var first in _byId.Keys.Where(seen.Add))
        {
            var lineage = new List<string> { first };
            for (var index = 0; index < lineage.Count; index++)
            {
                lineage.AddRange(
                    _later[lineage[index]].Select(link => link.Later).Concat(_earlier[lineage[index]].Select(link => link.Earlier))
                        .Where(seen.Add));
            }

            lineages.Add(
                [.. lineage.Select(id => _byId[id]).OrderBy(certificate => certificate.InsertTime ?? DateTimeOffset.MinValue)
                    .ThenBy(certificate => certificate.CertificateId, StringComparer.Ordinal)]);
        }

        return lineages;
    }

    /// <summary>Whether the certificate replaced another that still exists.</summary>
    public bool IsSuccessor(SslCertificate certificate) => _earlier[certificate.CertificateId].Any();

    /// <summary>The original of a reissue; null for other certificates, or if the original was deleted.</summary>
    public SslCertificate? Original(SslCertificate certificate) =>
        _earlier[certificate.CertificateId].Where(link => link.IsReissue).Select(link => _byId[link.Earlier]).FirstOrDefault();

    private SslCertificate? Next(SslCertificate certificate) => _later[certificate.CertificateId]
        .Select(link => _byId[link.Later]).Where(later => !later.Status.IsFailure()).MaxBy(later => later.InsertTime);

    private IEnumerable<Link> LinksOf(SslCertificate certificate)
    {
        (string? Id, bool IsReissue, bool PointsForward)[] named =
        [
            (certificate.ReplacedFor, true, true),
            (certificate.ReplacedBy, true, false),
            (certificate.RenewalOf, false, false),
            (certificate.HostingRenewCertId, false, true),
            (certificate.HasRenewOrder, false, true),
        ];
        foreach (var (id, isReissue, pointsForward) in named)
        {
            if (id is null || id == certificate.CertificateId || !_byId.TryGetValue(id, out var other))
                continue;

            // The documentation is inconsistent on which of ReplacedBy and ReplacedFor points forward, so the dates decide.
            var isOtherLater = certificate.InsertTime is { } mine && other.InsertTime is { } its && mine != its
                ? its > mine
                : pointsForward;
            yield return isOtherLater
                ? new Link(certificate.CertificateId, id, isReissue)
                : new Link(id, certificate.CertificateId, isReissue);
        }
    }

    private sealed record Link(string Earlier, string Later, bool IsReissue);
}
