namespace TencentCert.Core.Ssl.Wire;

/// <summary>What ApplyCertificate takes; API page SSL 2019-12-05 ApplyCertificate.</summary>
public sealed class ApplyCertificateRequest
{
    public required string DvAuthMethod { get; init; }
    public required string DomainName { get; init; }
    public long? ProjectId { get; init; }
    public string? PackageType { get; init; }
    public string? ContactEmail { get; init; }
    public string? ContactPhone { get; init; }
    public string? ValidityPeriod { get; init; }
    public string? CsrEncryptAlgo { get; init; }
    public string? CsrKeyParameter { get; init; }
    public string? CsrKeyPassword { get; init; }
    public string? Alias { get; init; }
    public string? OldCertificateId { get; init; }
    public string? PackageId { get; init; }
    public bool? DeleteDnsAutoRecord { get; init; }
    public List<string>? DnsNames { get; init; }
}

/// <summary>What ApplyCertificate answers.</summary>
public sealed class ApplyCertificateResponse
{
    public string? CertificateId { get; init; }
}
