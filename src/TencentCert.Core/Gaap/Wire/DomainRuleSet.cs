namespace TencentCert.Core.Gaap.Wire;

/// <summary>DomainRuleSet of the API.</summary>
public sealed class DomainRuleSet
{
    public string? Domain { get; init; }
    public List<RuleInfo>? RuleSet { get; init; }
    public string? CertificateId { get; init; }
    public string? CertificateAlias { get; init; }
    public string? ClientCertificateId { get; init; }
    public string? ClientCertificateAlias { get; init; }
    public string? BasicAuthConfId { get; init; }
    public long? BasicAuth { get; init; }
    public string? BasicAuthConfAlias { get; init; }
    public string? RealServerCertificateId { get; init; }
    public long? RealServerAuth { get; init; }
    public string? RealServerCertificateAlias { get; init; }
    public string? GaapCertificateId { get; init; }
    public long? GaapAuth { get; init; }
    public string? GaapCertificateAlias { get; init; }
    public string? RealServerCertificateDomain { get; init; }
    public List<CertificateAliasInfo>? PolyClientCertificateAliasInfo { get; init; }
    public List<CertificateAliasInfo>? PolyRealServerCertificateAliasInfo { get; init; }
    public long? DomainStatus { get; init; }
    public string? BanStatus { get; init; }
    public long? Http3Supported { get; init; }
    public bool? IsDefaultServer { get; init; }
    public string? TLSCiphers { get; init; }
    public List<string>? TLSSupportVersion { get; init; }
}
