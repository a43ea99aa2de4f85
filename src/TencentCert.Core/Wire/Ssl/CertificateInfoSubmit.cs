namespace TencentCert.Core.Wire.Ssl;

/// <summary>What CertificateInfoSubmit takes; API page SSL 2019-12-05 CertificateInfoSubmit.</summary>
public sealed partial class CertificateInfoSubmitRequest
{
    public required string CertId { get; set; }
    public required string GenCsrType { get; set; }
    public required string CertCommonName { get; set; }
    public required long CompanyType { get; set; }
    public required string CompanyId { get; set; }
    public string? OrgIdType { get; set; }
    public string? OrgIdNumber { get; set; }
    public string? AdminIdType { get; set; }
    public string? AdminIdNumber { get; set; }
    public string? TechIdType { get; set; }
    public string? TechIdNumber { get; set; }
    public string? Csr { get; set; }
    public List<string>? DnsNames { get; set; }
    public string? KeyPass { get; set; }
    public string? OrgOrganization { get; set; }
    public string? OrgDivision { get; set; }
    public string? OrgAddress { get; set; }
    public string? OrgCountry { get; set; }
    public string? OrgCity { get; set; }
    public string? OrgRegion { get; set; }
    public string? OrgPhoneArea { get; set; }
    public string? OrgPhoneNumber { get; set; }
    public string? VerifyType { get; set; }
    public string? AdminFirstName { get; set; }
    public string? AdminLastName { get; set; }
    public string? AdminPhone { get; set; }
    public string? AdminEmail { get; set; }
    public string? AdminTitle { get; set; }
    public string? TechFirstName { get; set; }
    public string? TechLastName { get; set; }
    public string? ContactEmail { get; set; }
    public long? AutoRenewFlag { get; set; }
    public string? CsrKeyParameter { get; set; }
    public string? CsrEncryptAlgo { get; set; }
    public string? ManagerId { get; set; }
    public string? TechPhone { get; set; }
    public string? TechEmail { get; set; }
    public string? TechTitle { get; set; }
    public long? Type { get; set; }
    public string? CaType { get; set; }
    public string? SignAlgo { get; set; }
    public bool? UseCrossSignRoot { get; set; }
}

/// <summary>What CertificateInfoSubmit answers.</summary>
public sealed partial class CertificateInfoSubmitResponse;
