namespace TencentCert.Core.Wire.Ssl;

/// <summary>What CancelCertificateOrder takes; API page SSL 2019-12-05 CancelCertificateOrder.</summary>
public sealed partial class CancelCertificateOrderRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What CancelCertificateOrder answers.</summary>
public sealed partial class CancelCertificateOrderResponse
{
    public string? CertificateId { get; set; }
}
