using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Gaap;

/// <summary>
/// Authentication between a domain and its origin servers, without the certificates for clients. SetAuthentication replaces
/// all settings; omitted ones are disabled.
/// </summary>
public sealed record GaapDomainAuthentication
{
    /// <summary>CA certificates that verify the origin servers' certificates; empty without verification.</summary>
    public IReadOnlyList<string> RealServerCertificateId { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Name expected in the origin servers' certificate. Deprecated by the service in favour of a rule's server name.</summary>
    public string? RealServerCertificateDomain { get; init; }

    /// <summary>GAAP's certificate for the origin servers; null for none.</summary>
    public string? GaapCertificateId { get; init; }

    /// <summary>Basic-authentication file; null when clients need no password.</summary>
    public string? BasicAuthConfId { get; init; }

    /// <summary>One line for display; empty when nothing is enabled.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        RealServerCertificateId.Count == 0 ? null : $"RealServer {string.Join(' ', RealServerCertificateId)}",
        RealServerCertificateDomain.NullIfEmpty(),
        GaapCertificateId is null ? null : $"Gaap {GaapCertificateId}",
        BasicAuthConfId is null ? null : $"BasicAuth {BasicAuthConfId}",
    }.OfType<string>());

    /// <summary>The certificates of a role; empty if disabled.</summary>
    internal IReadOnlyList<string> Ids(GaapCertificateRole role) => role switch
    {
        GaapCertificateRole.RealServer => RealServerCertificateId,
        GaapCertificateRole.Gaap => GaapCertificateId is { } gaap ? [gaap] : [],
        GaapCertificateRole.BasicAuth => BasicAuthConfId is { } basic ? [basic] : [],
        _ => [],
    };

    /// <summary>A certificate of a role: the first preferred one that is set, else the first.</summary>
    internal string? First(GaapCertificateRole role, params IReadOnlyList<string?> preferred)
    {
        var ids = Ids(role);
        return preferred.FirstOrDefault(id => id is not null && ids.Contains(id)) ?? (ids.Count > 0 ? ids[0] : null);
    }

    /// <summary>A copy with one certificate replaced by another; roles without it are unchanged.</summary>
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

    /// <summary>Whether the settings are equal, regardless of the order of CA certificates and of an unused expected name.</summary>
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
        RealServerCertificateDomain = rule.RealServerCertificateDomain.NullIfEmpty(),
        GaapCertificateId = rule.GaapAuth == 1 ? rule.GaapCertificateId.NullIfEmpty() : null,
        BasicAuthConfId = rule.BasicAuth == 1 ? rule.BasicAuthConfId.NullIfEmpty() : null,
    };
}
