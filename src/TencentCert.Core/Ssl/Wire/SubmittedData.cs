namespace TencentCert.Core.Ssl.Wire;

/// <summary>SubmittedData of the API.</summary>
public sealed class SubmittedData
{
    public string? CsrType { get; init; }
    public string? CsrContent { get; init; }
    public string? CertificateDomain { get; init; }
    public List<string>? DomainList { get; init; }
    public string? KeyPassword { get; init; }
    public string? OrganizationName { get; init; }
    public string? OrganizationDivision { get; init; }
    public string? OrganizationAddress { get; init; }
    public string? OrganizationCountry { get; init; }
    public string? OrganizationCity { get; init; }
    public string? OrganizationRegion { get; init; }
    public string? PostalCode { get; init; }
    public string? PhoneAreaCode { get; init; }
    public string? PhoneNumber { get; init; }
    public string? AdminFirstName { get; init; }
    public string? AdminLastName { get; init; }
    public string? AdminPhoneNum { get; init; }
    public string? AdminEmail { get; init; }
    public string? AdminPosition { get; init; }
    public string? ContactFirstName { get; init; }
    public string? ContactLastName { get; init; }
    public string? ContactNumber { get; init; }
    public string? ContactEmail { get; init; }
    public string? ContactPosition { get; init; }
    public string? VerifyType { get; init; }
}
