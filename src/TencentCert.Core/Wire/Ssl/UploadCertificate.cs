namespace TencentCert.Core.Wire.Ssl;

/// <summary>What UploadCertificate takes; API page SSL 2019-12-05 UploadCertificate.</summary>
public sealed partial class UploadCertificateRequest
{
    public required string CertificatePublicKey { get; set; }
    public string? CertificatePrivateKey { get; set; }
    public string? CertificateType { get; set; }
    public string? Alias { get; set; }
    public long? ProjectId { get; set; }
    public string? CertificateUse { get; set; }
    public List<Tags>? Tags { get; set; }
    public bool? Repeatable { get; set; }
    public string? KeyPassword { get; set; }
}

/// <summary>What UploadCertificate answers.</summary>
public sealed partial class UploadCertificateResponse
{
    public string? CertificateId { get; set; }
    public string? RepeatCertId { get; set; }
}
