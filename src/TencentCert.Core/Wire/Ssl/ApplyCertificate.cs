namespace TencentCert.Core.Wire.Ssl;

/// <summary>What ApplyCertificate takes; API page SSL 2019-12-05 ApplyCertificate.</summary>
public sealed partial class ApplyCertificateRequest
{
    public required string DvAuthMethod { get; set; }
    public required string DomainName { get; set; }
    public long? ProjectId { get; set; }
    public string? PackageType { get; set; }
    public string? ContactEmail { get; set; }
    public string? ContactPhone { get; set; }
    public string? ValidityPeriod { get; set; }
    public string? CsrEncryptAlgo { get; set; }
    public string? CsrKeyParameter { get; set; }
    public string? CsrKeyPassword { get; set; }
    public string? Alias { get; set; }
    public string? OldCertificateId { get; set; }
    public string? PackageId { get; set; }
    public bool? DeleteDnsAutoRecord { get; set; }
    public List<string>? DnsNames { get; set; }
}

/// <summary>What ApplyCertificate answers.</summary>
public sealed partial class ApplyCertificateResponse
{
    public string? CertificateId { get; set; }
}
