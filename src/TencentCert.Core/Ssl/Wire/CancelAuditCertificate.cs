namespace TencentCert.Core.Ssl.Wire;

/// <summary>What CancelAuditCertificate takes; API page SSL 2019-12-05 CancelAuditCertificate.</summary>
public sealed class CancelAuditCertificateRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What CancelAuditCertificate answers.</summary>
public sealed class CancelAuditCertificateResponse
{
    public bool? Result { get; set; }
}
