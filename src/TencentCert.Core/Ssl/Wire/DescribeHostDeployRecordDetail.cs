namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DescribeHostDeployRecordDetail takes; API page SSL 2019-12-05 DescribeHostDeployRecordDetail.</summary>
public sealed class DescribeHostDeployRecordDetailRequest
{
    public required string DeployRecordId { get; init; }
    public long? Offset { get; init; }
    public long? Limit { get; init; }
}

/// <summary>What DescribeHostDeployRecordDetail answers.</summary>
public sealed class DescribeHostDeployRecordDetailResponse
{
    public long? TotalCount { get; init; }
    public List<DeployRecordDetail>? DeployRecordDetailList { get; init; }
    public long? SuccessTotalCount { get; init; }
    public long? FailedTotalCount { get; init; }
    public long? RunningTotalCount { get; init; }
    public long? PendingTotalCount { get; init; }
}
