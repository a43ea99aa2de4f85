namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeHostUpdateRecordDetail takes; API page SSL 2019-12-05 DescribeHostUpdateRecordDetail.</summary>
public sealed partial class DescribeHostUpdateRecordDetailRequest
{
    public required string DeployRecordId { get; set; }
    public string? Limit { get; set; }
    public string? Offset { get; set; }
}

/// <summary>What DescribeHostUpdateRecordDetail answers.</summary>
public sealed partial class DescribeHostUpdateRecordDetailResponse
{
    public long? TotalCount { get; set; }
    public List<UpdateRecordDetails>? RecordDetailList { get; set; }
    public long? SuccessTotalCount { get; set; }
    public long? FailedTotalCount { get; set; }
    public long? RunningTotalCount { get; set; }
    public long? PendingTotalCount { get; set; }
}
