namespace TencentCert.Core.Wire.Ssl;

/// <summary>What CompleteCertificate takes; API page SSL 2019-12-05 CompleteCertificate.</summary>
public sealed partial class CompleteCertificateRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What CompleteCertificate answers.</summary>
public sealed partial class CompleteCertificateResponse
{
    public string? CertificateId { get; set; }
}
