namespace TencentCert.Core.Ssl.Wire;

/// <summary>What ReplaceCertificate takes; API page SSL 2019-12-05 ReplaceCertificate.</summary>
public sealed class ReplaceCertificateRequest
{
    public required string CertificateId { get; init; }
    public required string ValidType { get; init; }
    public string? CsrType { get; init; }
    public string? CsrContent { get; init; }
    public string? CsrkeyPassword { get; init; }
    public string? Reason { get; init; }
    public string? CertCSREncryptAlgo { get; init; }
    public string? CertCSRKeyParameter { get; init; }
    public string? SignAlgo { get; init; }
    public bool? UseCrossSignRoot { get; init; }
}

/// <summary>What ReplaceCertificate answers.</summary>
public sealed class ReplaceCertificateResponse
{
    public string? CertificateId { get; init; }
}
