using System.Net;

namespace TencentCert.Core.Certificates;

/// <summary>Whether the names of a certificate cover a domain, as clients decide it.</summary>
public static class DomainCoverage
{
    /// <summary>True if a name equals the domain, or is a wildcard for its first label. A wildcard domain needs the same name.</summary>
    /// <param name="names">DNS names and addresses of a certificate.</param>
    /// <param name="domain">A domain in any case or script.</param>
    public static bool Covers(IEnumerable<string> names, string domain) => Find(names, domain) is not null;

    /// <summary>The first name that covers the domain, as the certificate spells it; null if none does.</summary>
    /// <param name="names">DNS names and addresses of a certificate.</param>
    /// <param name="domain">A domain in any case or script.</param>
    public static string? Find(IEnumerable<string> names, string domain)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (!DomainName.TryNormalize(domain, out var normalized, out _))
        {
            // An IP address is covered only by the same address, in any notation.
            return IPAddress.TryParse(domain, out var address)
                ? names.FirstOrDefault(name => IPAddress.TryParse(name, out var candidate) && candidate.Equals(address))
                : null;
        }

        var dot = normalized.IndexOf('.', StringComparison.Ordinal);
        var wildcard = dot > 0 ? "*" + normalized[dot..] : normalized;
        return names.FirstOrDefault(name =>
            DomainName.TryNormalize(name, out var candidate, out _) && (candidate == normalized || candidate == wildcard));
    }

    /// <summary>The domains that no name covers, in their order.</summary>
    /// <param name="names">DNS names and addresses of a certificate.</param>
    /// <param name="domains">Domains to serve with it.</param>
    public static IReadOnlyList<string> FindUncovered(IEnumerable<string> names, IEnumerable<string> domains) =>
        domains.Where(domain => !Covers(names, domain)).ToArray();
}
