namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DownloadCertificate takes; API page SSL 2019-12-05 DownloadCertificate.</summary>
public sealed partial class DownloadCertificateRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What DownloadCertificate answers.</summary>
public sealed partial class DownloadCertificateResponse
{
    public string? Content { get; set; }
    public string? ContentType { get; set; }
}
