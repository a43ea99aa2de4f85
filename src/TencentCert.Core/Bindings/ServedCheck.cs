using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings;

/// <summary>Checks a served chain as a client would, except for trust in the root: a private root is not an error.</summary>
internal static class ServedCheck
{
    // A new certificate counts as valid despite clock differences.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<string> Problems(TlsHandshakeResult served, string domain, DateTimeOffset now)
    {
        var chain = CertificateChain.Of(served.Leaf, served.Certificates, now);
        var check = CertificateCheck.Of(new CertificateBundle(chain, null), now, CertificatePurpose.Server, [domain]);
        return check.Findings.Where(finding => Counts(finding) && !IsJustIssued(finding)).Select(finding => finding.Message).ToArray();

        bool Counts(CertificateFinding finding) => finding.Kind switch
        {
            CertificateFindingKind.ChainIncomplete => served.IsChainKnown,
            CertificateFindingKind.CommonNameOnly => !DomainCoverage.Covers(served.Leaf.AlternativeNames, domain),
            _ => !finding.IsWarning,
        };

        bool IsJustIssued(CertificateFinding finding) =>
            finding.Kind == CertificateFindingKind.NotYetValid
            && served.Certificates.All(certificate => certificate.NotBefore <= now + ClockTolerance);
    }
}
