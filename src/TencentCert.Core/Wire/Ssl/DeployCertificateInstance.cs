namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DeployCertificateInstance takes; API page SSL 2019-12-05 DeployCertificateInstance.</summary>
public sealed partial class DeployCertificateInstanceRequest
{
    public required string CertificateId { get; set; }
    public required List<string> InstanceIdList { get; set; }
    public string? ResourceType { get; set; }
    public long? Status { get; set; }
    public long? IsCache { get; set; }
}

/// <summary>What DeployCertificateInstance answers.</summary>
public sealed partial class DeployCertificateInstanceResponse
{
    public long? DeployRecordId { get; set; }
    public long? DeployStatus { get; set; }
}
