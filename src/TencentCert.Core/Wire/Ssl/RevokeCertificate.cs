namespace TencentCert.Core.Wire.Ssl;

/// <summary>What RevokeCertificate takes; API page SSL 2019-12-05 RevokeCertificate.</summary>
public sealed partial class RevokeCertificateRequest
{
    public required string CertificateId { get; set; }
    public string? Reason { get; set; }
}

/// <summary>What RevokeCertificate answers.</summary>
public sealed partial class RevokeCertificateResponse
{
    public List<RevokeDomainValidateAuths>? RevokeDomainValidateAuths { get; set; }
}
