namespace TencentCert.Core.Wire.Gaap;

/// <summary>What DeleteCertificate takes; API page GAAP 2018-05-29 DeleteCertificate.</summary>
public sealed partial class DeleteCertificateRequest
{
    public required string CertificateId { get; set; }
}

/// <summary>What DeleteCertificate answers.</summary>
public sealed partial class DeleteCertificateResponse;
