namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DeployCertificateInstance takes; API page SSL 2019-12-05 DeployCertificateInstance.</summary>
public sealed class DeployCertificateInstanceRequest
{
    public required string CertificateId { get; init; }
    public required List<string> InstanceIdList { get; init; }
    public string? ResourceType { get; init; }
    public long? Status { get; init; }
    public long? IsCache { get; init; }
}

/// <summary>What DeployCertificateInstance answers.</summary>
public sealed class DeployCertificateInstanceResponse
{
    public long? DeployRecordId { get; init; }
    public long? DeployStatus { get; init; }
}
