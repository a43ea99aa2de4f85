namespace TencentCert.Core.Gaap.Wire;

/// <summary>What CreateCertificate takes; API page GAAP 2018-05-29 CreateCertificate.</summary>
public sealed class CreateCertificateRequest
{
    public required long CertificateType { get; init; }
    public required string CertificateContent { get; init; }
    public string? CertificateAlias { get; init; }
    public string? CertificateKey { get; init; }
}

/// <summary>What CreateCertificate answers.</summary>
public sealed class CreateCertificateResponse
{
    public string? CertificateId { get; init; }
}
