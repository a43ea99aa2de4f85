namespace TencentCert.Core.Wire.Gaap;

/// <summary>What DescribeTaskStatus takes; API page GAAP 2018-05-29 DescribeTaskStatus.</summary>
public sealed partial class DescribeTaskStatusRequest
{
    public string? TaskId { get; set; }
}

/// <summary>What DescribeTaskStatus answers.</summary>
public sealed partial class DescribeTaskStatusResponse
{
    public string? Status { get; set; }
    public string? TaskId { get; set; }
}
