namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DeleteCertificate takes; API page SSL 2019-12-05 DeleteCertificate.</summary>
public sealed partial class DeleteCertificateRequest
{
    public required string CertificateId { get; set; }
    public bool? IsCheckResource { get; set; }
}

/// <summary>What DeleteCertificate answers.</summary>
public sealed partial class DeleteCertificateResponse
{
    public bool? DeleteResult { get; set; }
    public string? TaskId { get; set; }
}
