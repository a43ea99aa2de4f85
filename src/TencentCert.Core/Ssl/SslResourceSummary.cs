namespace TencentCert.Core.Ssl;

/// <summary>Short descriptions of resources, for confirmations and messages.</summary>
public static class SslResourceSummary
{
    private const int MaxShownDomains = 30;

    /// <summary>Number and type: <c>2 CLB listeners, 1 CDN domain</c>.</summary>
    /// <param name="counts">Counts by type and region.</param>
    public static string Kinds(IEnumerable<SslBindingCount> counts) => Wording.List(
        counts.Where(count => count.Count > 0)
            .GroupBy(count => SslResourceType.Of(count.ResourceType).Name)
            .Select(kind => Kind(SslResourceType.Of(kind.Key), kind.Sum(count => count.Count))));

    /// <summary>Their domains after a colon; empty without domains.</summary>
    /// <param name="bindings">Resources.</param>
    public static string Domains(IEnumerable<SslCertificateBinding> bindings)
    {
        string[] all = [.. bindings.SelectMany(binding => binding.Domain).Distinct(StringComparer.OrdinalIgnoreCase)];
        return all.Length == 0 ? ""
            : all.Length <= MaxShownDomains ? Wording.Of($": {Wording.List(all)}")
            : Wording.Of($": {Wording.List(all.Take(MaxShownDomains))} and {all.Length - MaxShownDomains} more");
    }

    internal static string Kind(SslResourceType type, long count) => type.IsDomain
        ? count == 1 ? Wording.Of($"{count} {type.Title} domain") : Wording.Of($"{count} {type.Title} domains")
        : count == 1 ? Wording.Of($"{count} {type.Title} resource") : Wording.Of($"{count} {type.Title} resources");
}
