namespace TencentCert.Core.Ssl.Wire;

/// <summary>What CertificateInfoSubmit takes; API page SSL 2019-12-05 CertificateInfoSubmit.</summary>
public sealed class CertificateInfoSubmitRequest
{
    public required string CertId { get; init; }
    public required string GenCsrType { get; init; }
    public required string CertCommonName { get; init; }
    public required long CompanyType { get; init; }
    public required string CompanyId { get; init; }
    public string? OrgIdType { get; init; }
    public string? OrgIdNumber { get; init; }
    public string? AdminIdType { get; init; }
    public string? AdminIdNumber { get; init; }
    public string? TechIdType { get; init; }
    public string? TechIdNumber { get; init; }
    public string? Csr { get; init; }
    public List<string>? DnsNames { get; init; }
    public string? KeyPass { get; init; }
    public string? OrgOrganization { get; init; }
    public string? OrgDivision { get; init; }
    public string? OrgAddress { get; init; }
    public string? OrgCountry { get; init; }
    public string? OrgCity { get; init; }
    public string? OrgRegion { get; init; }
    public string? OrgPhoneArea { get; init; }
    public string? OrgPhoneNumber { get; init; }
    public string? VerifyType { get; init; }
    public string? AdminFirstName { get; init; }
    public string? AdminLastName { get; init; }
    public string? AdminPhone { get; init; }
    public string? AdminEmail { get; init; }
    public string? AdminTitle { get; init; }
    public string? TechFirstName { get; init; }
    public string? TechLastName { get; init; }
    public string? ContactEmail { get; init; }
    public long? AutoRenewFlag { get; init; }
    public string? CsrKeyParameter { get; init; }
    public string? CsrEncryptAlgo { get; init; }
    public string? ManagerId { get; init; }
    public string? TechPhone { get; init; }
    public string? TechEmail { get; init; }
    public string? TechTitle { get; init; }
    public long? Type { get; init; }
    public string? CaType { get; init; }
    public string? SignAlgo { get; init; }
    public bool? UseCrossSignRoot { get; init; }
}

/// <summary>What CertificateInfoSubmit answers.</summary>
public sealed class CertificateInfoSubmitResponse;
