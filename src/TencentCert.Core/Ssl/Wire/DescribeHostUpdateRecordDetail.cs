namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DescribeHostUpdateRecordDetail takes; API page SSL 2019-12-05 DescribeHostUpdateRecordDetail.</summary>
public sealed class DescribeHostUpdateRecordDetailRequest
{
    public required string DeployRecordId { get; init; }
    public string? Limit { get; init; }
    public string? Offset { get; init; }
}

/// <summary>What DescribeHostUpdateRecordDetail answers.</summary>
public sealed class DescribeHostUpdateRecordDetailResponse
{
    public long? TotalCount { get; init; }
    public List<UpdateRecordDetails>? RecordDetailList { get; init; }
    public long? SuccessTotalCount { get; init; }
    public long? FailedTotalCount { get; init; }
    public long? RunningTotalCount { get; init; }
    public long? PendingTotalCount { get; init; }
}
