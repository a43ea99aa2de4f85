namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DescribeHostDeployRecord takes; API page SSL 2019-12-05 DescribeHostDeployRecord.</summary>
public sealed class DescribeHostDeployRecordRequest
{
    public required string CertificateId { get; init; }
    public long? Offset { get; init; }
    public long? Limit { get; init; }
    public string? ResourceType { get; init; }
}

/// <summary>What DescribeHostDeployRecord answers.</summary>
public sealed class DescribeHostDeployRecordResponse
{
    public long? TotalCount { get; init; }
    public List<DeployRecordInfo>? DeployRecordList { get; init; }
}
