namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DeleteCertificate takes; API page SSL 2019-12-05 DeleteCertificate.</summary>
public sealed class DeleteCertificateRequest
{
    public required string CertificateId { get; init; }
    public bool? IsCheckResource { get; init; }
}

/// <summary>What DeleteCertificate answers.</summary>
public sealed class DeleteCertificateResponse
{
    public bool? DeleteResult { get; init; }
    public string? TaskId { get; init; }
}
