namespace TencentCert.Core.Gaap.Wire;

/// <summary>What DescribeTaskStatus takes; API page GAAP 2018-05-29 DescribeTaskStatus.</summary>
public sealed class DescribeTaskStatusRequest
{
    public string? TaskId { get; set; }
}

/// <summary>What DescribeTaskStatus answers.</summary>
public sealed class DescribeTaskStatusResponse
{
    public string? Status { get; set; }
    public string? TaskId { get; set; }
}
