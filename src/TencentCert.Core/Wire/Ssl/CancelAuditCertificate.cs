namespace TencentCert.Core.Wire.Ssl;

/// <summary>What CancelAuditCertificate takes; API page SSL 2019-12-05 CancelAuditCertificate.</summary>
public sealed partial class CancelAuditCertificateRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What CancelAuditCertificate answers.</summary>
public sealed partial class CancelAuditCertificateResponse
{
    public bool? Result { get; set; }
}
