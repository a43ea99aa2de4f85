using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings;

/// <summary>
/// What a client would say to a chain that an edge has sent: dates, issuers, purpose and names. Whether the client trusts the root is
/// left to it: a private root is not a fault.
/// </summary>
internal static class ServedCheck
{
    // A certificate issued a moment ago is valid, though clocks differ.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    /// <summary>Why a client would refuse it; empty where it would not.</summary>
    /// <param name="served">What was served.</param>
    /// <param name="domain">Domain as it is configured.</param>
    /// <param name="now">The moment the dates are held against.</param>
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
            finding.Kind == CertificateFindingKind.NotYetValid && served.Certificates.All(one => one.NotBefore <= now + ClockTolerance);
    }
}
