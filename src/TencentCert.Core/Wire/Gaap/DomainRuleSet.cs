using TencentCert.Core.Gaap;

namespace TencentCert.Core.Wire.Gaap;

/// <summary>DomainRuleSet of the API.</summary>
public sealed partial class DomainRuleSet
{
    public string? Domain { get; set; }
    public List<RuleInfo>? RuleSet { get; set; }
    public string? CertificateId { get; set; }
    public string? CertificateAlias { get; set; }
    public string? ClientCertificateId { get; set; }
    public string? ClientCertificateAlias { get; set; }
    public string? BasicAuthConfId { get; set; }
    public long? BasicAuth { get; set; }
    public string? BasicAuthConfAlias { get; set; }
    public string? RealServerCertificateId { get; set; }
    public long? RealServerAuth { get; set; }
    public string? RealServerCertificateAlias { get; set; }
    public string? GaapCertificateId { get; set; }
    public long? GaapAuth { get; set; }
    public string? GaapCertificateAlias { get; set; }
    public string? RealServerCertificateDomain { get; set; }
    public List<CertificateAliasInfo>? PolyClientCertificateAliasInfo { get; set; }
    public List<CertificateAliasInfo>? PolyRealServerCertificateAliasInfo { get; set; }
    public long? DomainStatus { get; set; }
    public string? BanStatus { get; set; }
    public long? Http3Supported { get; set; }
    public bool? IsDefaultServer { get; set; }
    public string? TLSCiphers { get; set; }
    public List<string>? TLSSupportVersion { get; set; }
}
