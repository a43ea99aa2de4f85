namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeHostDeployRecord takes; API page SSL 2019-12-05 DescribeHostDeployRecord.</summary>
public sealed partial class DescribeHostDeployRecordRequest
{
    public required string CertificateId { get; set; }
    public long? Offset { get; set; }
    public long? Limit { get; set; }
    public string? ResourceType { get; set; }
}

/// <summary>What DescribeHostDeployRecord answers.</summary>
public sealed partial class DescribeHostDeployRecordResponse
{
    public long? TotalCount { get; set; }
    public List<DeployRecordInfo>? DeployRecordList { get; set; }
}
