namespace TencentCert.Core.Wire.Gaap;

/// <summary>What ModifyCertificate takes; API page GAAP 2018-05-29 ModifyCertificate.</summary>
public sealed partial class ModifyCertificateRequest
{
    public required string ListenerId { get; set; }
    public required string Domain { get; set; }
    public required string CertificateId { get; set; }
    public string? ClientCertificateId { get; set; }
    public List<string>? PolyClientCertificateIds { get; set; }
}

/// <summary>What ModifyCertificate answers.</summary>
public sealed partial class ModifyCertificateResponse;
