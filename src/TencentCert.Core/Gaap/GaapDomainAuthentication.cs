using TencentCert.Core.Wire.Gaap;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Gaap;

/// <summary>
/// How a domain and its origin servers know each other, beside the certificates shown to clients. SetAuthentication replaces
/// all of it, and what is left out of a request is switched off.
/// </summary>
public sealed record GaapDomainAuthentication
{
    /// <summary>CA certificates that the origin servers' certificates are checked against; none when they are not checked.</summary>
    public IReadOnlyList<string> RealServerCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>
    /// Name expected in the origin servers' certificate. The service calls it outdated, in favour of a rule's server name.
    /// </summary>
    public string? RealServerCertificateDomain { get; init; }

    /// <summary>GAAP's own certificate towards the origin servers; null when it shows none.</summary>
    public string? GaapCertificateId { get; init; }

    /// <summary>Basic-authentication file; null when clients need no password.</summary>
    public string? BasicAuthConfId { get; init; }

    /// <summary>One line for display; empty when nothing is switched on.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        RealServerCertificateId.Count == 0 ? null : $"RealServer {string.Join(' ', RealServerCertificateId)}",
        string.IsNullOrEmpty(RealServerCertificateDomain) ? null : RealServerCertificateDomain,
        GaapCertificateId is null ? null : $"Gaap {GaapCertificateId}",
        BasicAuthConfId is null ? null : $"BasicAuth {BasicAuthConfId}",
    }.OfType<string>());

    /// <summary>The certificates of a role; none where it is switched off.</summary>
    internal IReadOnlyList<string> Ids(GaapCertificateRole role) => role switch
    {
        GaapCertificateRole.RealServer => RealServerCertificateId,
        GaapCertificateRole.Gaap => GaapCertificateId is { } gaap ? [gaap] : [],
        GaapCertificateRole.BasicAuth => BasicAuthConfId is { } basic ? [basic] : [],
        _ => [],
    };

    /// <summary>A certificate of a role: the first of those preferred that it has, or else the first that it has.</summary>
    internal string? First(GaapCertificateRole role, params ReadOnlySpan<string?> preferred)
    {
        var ids = Ids(role);
        foreach (var id in preferred)
        {
            if (id is not null && ids.Contains(id))
            {
                return id;
            }
        }

        return ids.Count > 0 ? ids[0] : null;
    }

    /// <summary>The same with one certificate in place of another; a role that does not have it stays as it is.</summary>
    internal GaapDomainAuthentication Replacing(GaapCertificateRole role, string? from, string to) => role switch
    {
        GaapCertificateRole.RealServer => this with
        {
            RealServerCertificateId = RealServerCertificateId.Select(id => id == from ? to : id).Distinct(StringComparer.Ordinal).ToArray(),
        },
        GaapCertificateRole.Gaap when GaapCertificateId == from => this with { GaapCertificateId = to },
        GaapCertificateRole.BasicAuth when BasicAuthConfId == from => this with { BasicAuthConfId = to },
        _ => this,
    };

    /// <summary>
    /// Whether the same is switched on; the order of CA certificates does not count, nor a name that nothing is checked for.
    /// </summary>
    internal bool IsSame(GaapDomainAuthentication other) =>
        new HashSet<string>(RealServerCertificateId, StringComparer.Ordinal).SetEquals(other.RealServerCertificateId)
        && (RealServerCertificateId.Count == 0
            || string.Equals(
                RealServerCertificateDomain ?? "", other.RealServerCertificateDomain ?? "", StringComparison.OrdinalIgnoreCase))
        && GaapCertificateId == other.GaapCertificateId
        && BasicAuthConfId == other.BasicAuthConfId;

    internal static GaapDomainAuthentication Read(DomainRuleSet rule) => new()
    {
        RealServerCertificateId = rule.RealServerAuth == 1
            ? GaapClientCertificates.Read(rule.RealServerCertificateId, rule.PolyRealServerCertificateAliasInfo)
            : [],
        RealServerCertificateDomain = NullIfEmpty(rule.RealServerCertificateDomain),
        GaapCertificateId = rule.GaapAuth == 1 ? NullIfEmpty(rule.GaapCertificateId) : null,
        BasicAuthConfId = rule.BasicAuth == 1 ? NullIfEmpty(rule.BasicAuthConfId) : null,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
