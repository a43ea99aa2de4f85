namespace TencentCert.Core.Wire.Ssl;

/// <summary>SubmittedData of the API.</summary>
public sealed partial class SubmittedData
{
    public string? CsrType { get; set; }
    public string? CsrContent { get; set; }
    public string? CertificateDomain { get; set; }
    public List<string>? DomainList { get; set; }
    public string? KeyPassword { get; set; }
    public string? OrganizationName { get; set; }
    public string? OrganizationDivision { get; set; }
    public string? OrganizationAddress { get; set; }
    public string? OrganizationCountry { get; set; }
    public string? OrganizationCity { get; set; }
    public string? OrganizationRegion { get; set; }
    public string? PostalCode { get; set; }
    public string? PhoneAreaCode { get; set; }
    public string? PhoneNumber { get; set; }
    public string? AdminFirstName { get; set; }
    public string? AdminLastName { get; set; }
    public string? AdminPhoneNum { get; set; }
    public string? AdminEmail { get; set; }
    public string? AdminPosition { get; set; }
    public string? ContactFirstName { get; set; }
    public string? ContactLastName { get; set; }
    public string? ContactNumber { get; set; }
    public string? ContactEmail { get; set; }
    public string? ContactPosition { get; set; }
    public string? VerifyType { get; set; }
}
