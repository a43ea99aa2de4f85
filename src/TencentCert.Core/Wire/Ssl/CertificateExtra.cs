namespace TencentCert.Core.Wire.Ssl;

/// <summary>CertificateExtra of the API.</summary>
public sealed partial class CertificateExtra
{
    public string? DomainNumber { get; set; }
    public string? OriginCertificateId { get; set; }
    public string? ReplacedBy { get; set; }
    public string? ReplacedFor { get; set; }
    public string? RenewOrder { get; set; }
    public long? SMCert { get; set; }
    public long? CompanyType { get; set; }
    public string? ServiceRenewCertificateId { get; set; }
    public string? ServiceOriginCertificateId { get; set; }
}
