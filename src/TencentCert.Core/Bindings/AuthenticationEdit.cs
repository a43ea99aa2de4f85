using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Changes to a domain's authentication; null keeps a setting, an empty list or text disables it.</summary>
public sealed record AuthenticationEdit
{
    /// <summary>CA certificates of the origin servers.</summary>
    public IReadOnlyList<string>? RealServerCertificateId { get; init; }

    /// <summary>Expected name in the origin servers' certificate.</summary>
    public string? RealServerCertificateDomain { get; init; }

    /// <summary>GAAP's own certificate towards the origin servers.</summary>
    public string? GaapCertificateId { get; init; }

    /// <summary>Basic-authentication file.</summary>
    public string? BasicAuthConfId { get; init; }

    /// <summary>Role of the first named certificate, which identifies a result in a table.</summary>
    internal GaapCertificateRole Role =>
        RealServerCertificateId is not null || RealServerCertificateDomain is not null ? GaapCertificateRole.RealServer
        : GaapCertificateId is not null ? GaapCertificateRole.Gaap
        : GaapCertificateRole.BasicAuth;

    internal IEnumerable<(string Id, GaapCertificateRole Role)> Certificates =>
        (RealServerCertificateId ?? []).Select(id => (id, GaapCertificateRole.RealServer))
        .Concat(GaapCertificateId is { Length: > 0 } gaap ? [(gaap, GaapCertificateRole.Gaap)] : [])
        .Concat(BasicAuthConfId is { Length: > 0 } basic ? [(basic, GaapCertificateRole.BasicAuth)] : []);

    internal GaapDomainAuthentication Apply(GaapDomainAuthentication current) => new()
    {
        RealServerCertificateId = RealServerCertificateId?.Distinct(StringComparer.Ordinal).ToArray() ?? current.RealServerCertificateId,
        RealServerCertificateDomain = Merge(RealServerCertificateDomain, current.RealServerCertificateDomain),
        GaapCertificateId = Merge(GaapCertificateId, current.GaapCertificateId),
        BasicAuthConfId = Merge(BasicAuthConfId, current.BasicAuthConfId),
    };

    private static string? Merge(string? requested, string? current) =>
        requested is null ? current : requested.Length == 0 ? null : requested;
}
