namespace TencentCert.Core.Ssl.Wire;

/// <summary>CertificateExtra of the API.</summary>
public sealed class CertificateExtra
{
    public string? DomainNumber { get; init; }
    public string? OriginCertificateId { get; init; }
    public string? ReplacedBy { get; init; }
    public string? ReplacedFor { get; init; }
    public string? RenewOrder { get; init; }
    public long? SMCert { get; init; }
    public long? CompanyType { get; init; }
    public string? ServiceRenewCertificateId { get; init; }
    public string? ServiceOriginCertificateId { get; init; }
}
