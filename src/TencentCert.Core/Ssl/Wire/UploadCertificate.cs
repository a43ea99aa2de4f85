namespace TencentCert.Core.Ssl.Wire;

/// <summary>What UploadCertificate takes; API page SSL 2019-12-05 UploadCertificate.</summary>
public sealed class UploadCertificateRequest
{
    public required string CertificatePublicKey { get; init; }
    public string? CertificatePrivateKey { get; init; }
    public string? CertificateType { get; init; }
    public string? Alias { get; init; }
    public long? ProjectId { get; init; }
    public string? CertificateUse { get; init; }
    public List<Tags>? Tags { get; init; }
    public bool? Repeatable { get; init; }
    public string? KeyPassword { get; init; }
}

/// <summary>What UploadCertificate answers.</summary>
public sealed class UploadCertificateResponse
{
    public string? CertificateId { get; init; }
    public string? RepeatCertId { get; init; }
}
