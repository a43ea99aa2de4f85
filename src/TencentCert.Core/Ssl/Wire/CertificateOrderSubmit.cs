namespace TencentCert.Core.Ssl.Wire;

/// <summary>What CertificateOrderSubmit takes; API page SSL 2019-12-05 CertificateOrderSubmit.</summary>
public sealed class CertificateOrderSubmitRequest
{
    public required string CertId { get; init; }
    public long? DeleteDnsAutoRecord { get; init; }
    public string? VerifyType { get; init; }
}

/// <summary>What CertificateOrderSubmit answers.</summary>
public sealed class CertificateOrderSubmitResponse
{
    public string? OrderId { get; init; }
    public long? Status { get; init; }
    public bool? IsAudited { get; init; }
}
