namespace TencentCert.Core.Ssl.Wire;

/// <summary>What UpdateCertificateInstance takes; API page SSL 2019-12-05 UpdateCertificateInstance.</summary>
public sealed class UpdateCertificateInstanceRequest
{
    public required string OldCertificateId { get; init; }
    public required List<string> ResourceTypes { get; init; }
    public string? CertificateId { get; init; }
    public List<ResourceTypeRegions>? ResourceTypesRegions { get; init; }
    public string? CertificatePublicKey { get; init; }
    public string? CertificatePrivateKey { get; init; }
    public long? ExpiringNotificationSwitch { get; init; }
    public bool? Repeatable { get; init; }
    public bool? AllowDownload { get; init; }
    public List<Tags>? Tags { get; init; }
    public long? ProjectId { get; init; }
}

/// <summary>What UpdateCertificateInstance answers.</summary>
public sealed class UpdateCertificateInstanceResponse
{
    public long? DeployRecordId { get; init; }
    public long? DeployStatus { get; init; }
    public List<UpdateSyncProgress>? UpdateSyncProgress { get; init; }
}
