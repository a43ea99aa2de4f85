namespace TencentCert.Core.Gaap.Wire;

/// <summary>What ModifyCertificate takes; API page GAAP 2018-05-29 ModifyCertificate.</summary>
public sealed class ModifyCertificateRequest
{
    public required string ListenerId { get; init; }
    public required string Domain { get; init; }
    public required string CertificateId { get; init; }
    public string? ClientCertificateId { get; init; }
    public List<string>? PolyClientCertificateIds { get; init; }
}

/// <summary>What ModifyCertificate answers.</summary>
public sealed class ModifyCertificateResponse;
