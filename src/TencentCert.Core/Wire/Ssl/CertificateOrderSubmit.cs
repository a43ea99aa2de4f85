namespace TencentCert.Core.Wire.Ssl;

/// <summary>What CertificateOrderSubmit takes; API page SSL 2019-12-05 CertificateOrderSubmit.</summary>
public sealed partial class CertificateOrderSubmitRequest
{
    public required string CertId { get; set; }
    public long? DeleteDnsAutoRecord { get; set; }
    public string? VerifyType { get; set; }
}

/// <summary>What CertificateOrderSubmit answers.</summary>
public sealed partial class CertificateOrderSubmitResponse
{
    public string? OrderId { get; set; }
    public long? Status { get; set; }
    public bool? IsAudited { get; set; }
}
