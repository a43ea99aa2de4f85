namespace TencentCert.Core.Wire.Gaap;

/// <summary>What CreateCertificate takes; API page GAAP 2018-05-29 CreateCertificate.</summary>
public sealed partial class CreateCertificateRequest
{
    public required long CertificateType { get; set; }
    public required string CertificateContent { get; set; }
    public string? CertificateAlias { get; set; }
    public string? CertificateKey { get; set; }
}

/// <summary>What CreateCertificate answers.</summary>
public sealed partial class CreateCertificateResponse
{
    public string? CertificateId { get; set; }
}
