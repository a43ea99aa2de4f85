using TencentCert.Core.Ssl;

namespace TencentCert.Core.Inventory;

/// <summary>Finds in one list of SSL certificates which one took the place of which, without a call.</summary>
internal static class InventorySuccessors
{
    /// <summary>The newest issued successor of each certificate that has one, by id.</summary>
    /// <param name="certificates">The account's SSL certificates.</param>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyCollection<SslCertificate> certificates)
    {
        var byId = certificates.GroupBy(certificate => certificate.CertificateId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var next = certificates.SelectMany(certificate => Linked(certificate, byId)).ToLookup(link => link.Earlier, link => link.Later, StringComparer.Ordinal);
        var newest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var certificate in byId.Values)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { certificate.CertificateId };
            for (var current = Next(certificate); current is not null && seen.Add(current.CertificateId); current = Next(current))
            {
                // One under way is no successor yet; it may lead to one.
                if (current.Status == SslCertificateStatus.Issued)
                {
                    newest[certificate.CertificateId] = current.CertificateId;
                }
            }
        }

        return newest;

        SslCertificate? Next(SslCertificate certificate) => next[certificate.CertificateId]
            .Select(id => byId[id]).Where(later => !later.Status.IsFailure()).MaxBy(later => later.InsertTime);
    }

    // The service's pages disagree on which of ReplacedBy and ReplacedFor points forward, so the dates decide.
    private static IEnumerable<(string Earlier, string Later)> Linked(SslCertificate certificate, Dictionary<string, SslCertificate> byId)
    {
        foreach (var id in new[] { certificate.ReplacedFor, certificate.ReplacedBy, certificate.RenewalOf }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (id == certificate.CertificateId || !byId.TryGetValue(id, out var other))
            {
                continue;
            }

            var isOtherLater = certificate.InsertTime is { } mine && other.InsertTime is { } its && mine != its ? its > mine : id == certificate.ReplacedFor;
            yield return isOtherLater ? (certificate.CertificateId, id) : (id, certificate.CertificateId);
        }
    }
}
