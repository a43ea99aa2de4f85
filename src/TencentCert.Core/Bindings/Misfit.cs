using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Bindings;

/// <summary>Why a certificate cannot be bound where its names do not fit, in one sentence; null where they do.</summary>
internal static class Misfit
{
    private const int Enough = 5;

    /// <summary>Bound to a domain.</summary>
    /// <param name="certificate">Its name in the sentence.</param>
    /// <param name="names">DNS names of the certificate.</param>
    /// <param name="domain">Domain.</param>
    public static string? OfDomain(string certificate, IReadOnlyList<string> names, string domain) =>
        DomainCoverage.Covers(names, domain) ? null : Wording.Of($"{certificate} does not cover {domain}; it is for {Some(names)}. Nothing was sent.");

    /// <summary>Bound to a listener: GAAP does not check it against the domains that follow, so a wrong one would be served.</summary>
    /// <param name="certificate">Its name in the sentence.</param>
    /// <param name="names">DNS names of the certificate.</param>
    /// <param name="listenerId">Listener.</param>
    /// <param name="domains">All of its domains.</param>
    public static string? OfListener(string certificate, IReadOnlyList<string> names, string listenerId, IEnumerable<GaapDomain> domains) =>
        DomainCoverage.FindUncovered(names, domains.Where(domain => domain.FollowsListener).Select(domain => domain.Domain)) is { Count: > 0 } left
            ? Wording.Of($"{certificate} does not cover what follows {listenerId}: {Some(left)}; it is for {Some(names)}. Nothing was sent.")
            : null;

    private static string Some(IReadOnlyList<string> names) => Wording.List(names.Take(Enough)) + (names.Count > Enough ? ", ..." : "");
}
