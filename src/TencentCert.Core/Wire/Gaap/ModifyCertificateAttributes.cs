namespace TencentCert.Core.Wire.Gaap;

/// <summary>What ModifyCertificateAttributes takes; API page GAAP 2018-05-29 ModifyCertificateAttributes.</summary>
public sealed partial class ModifyCertificateAttributesRequest
{
    public required string CertificateId { get; set; }
    public string? CertificateAlias { get; set; }
}

/// <summary>What ModifyCertificateAttributes answers.</summary>
public sealed partial class ModifyCertificateAttributesResponse;
