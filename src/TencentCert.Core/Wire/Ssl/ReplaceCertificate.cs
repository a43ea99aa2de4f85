namespace TencentCert.Core.Wire.Ssl;

/// <summary>What ReplaceCertificate takes; API page SSL 2019-12-05 ReplaceCertificate.</summary>
public sealed partial class ReplaceCertificateRequest
{
    public required string CertificateId { get; set; }
    public required string ValidType { get; set; }
    public string? CsrType { get; set; }
    public string? CsrContent { get; set; }
    public string? CsrkeyPassword { get; set; }
    public string? Reason { get; set; }
    public string? CertCSREncryptAlgo { get; set; }
    public string? CertCSRKeyParameter { get; set; }
    public string? SignAlgo { get; set; }
    public bool? UseCrossSignRoot { get; set; }
}

/// <summary>What ReplaceCertificate answers.</summary>
public sealed partial class ReplaceCertificateResponse
{
    public string? CertificateId { get; set; }
}
