namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeHostDeployRecordDetail takes; API page SSL 2019-12-05 DescribeHostDeployRecordDetail.</summary>
public sealed partial class DescribeHostDeployRecordDetailRequest
{
    public required string DeployRecordId { get; set; }
    public long? Offset { get; set; }
    public long? Limit { get; set; }
}

/// <summary>What DescribeHostDeployRecordDetail answers.</summary>
public sealed partial class DescribeHostDeployRecordDetailResponse
{
    public long? TotalCount { get; set; }
    public List<DeployRecordDetail>? DeployRecordDetailList { get; set; }
    public long? SuccessTotalCount { get; set; }
    public long? FailedTotalCount { get; set; }
    public long? RunningTotalCount { get; set; }
    public long? PendingTotalCount { get; set; }
}
