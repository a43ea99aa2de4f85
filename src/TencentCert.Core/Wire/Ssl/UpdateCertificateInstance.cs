namespace TencentCert.Core.Wire.Ssl;

/// <summary>What UpdateCertificateInstance takes; API page SSL 2019-12-05 UpdateCertificateInstance.</summary>
public sealed partial class UpdateCertificateInstanceRequest
{
    public required string OldCertificateId { get; set; }
    public required List<string> ResourceTypes { get; set; }
    public string? CertificateId { get; set; }
    public List<ResourceTypeRegions>? ResourceTypesRegions { get; set; }
    public string? CertificatePublicKey { get; set; }
    public string? CertificatePrivateKey { get; set; }
    public long? ExpiringNotificationSwitch { get; set; }
    public bool? Repeatable { get; set; }
    public bool? AllowDownload { get; set; }
    public List<Tags>? Tags { get; set; }
    public long? ProjectId { get; set; }
}

/// <summary>What UpdateCertificateInstance answers.</summary>
public sealed partial class UpdateCertificateInstanceResponse
{
    public long? DeployRecordId { get; set; }
    public long? DeployStatus { get; set; }
    public List<UpdateSyncProgress>? UpdateSyncProgress { get; set; }
}
