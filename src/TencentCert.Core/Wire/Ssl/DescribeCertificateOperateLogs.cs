namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeCertificateOperateLogs takes; API page SSL 2019-12-05 DescribeCertificateOperateLogs.</summary>
public sealed partial class DescribeCertificateOperateLogsRequest
{
    public long? Offset { get; set; }
    public long? Limit { get; set; }
    public string? StartTime { get; set; }
    public string? EndTime { get; set; }
}

/// <summary>What DescribeCertificateOperateLogs answers.</summary>
public sealed partial class DescribeCertificateOperateLogsResponse
{
    public long? AllTotal { get; set; }
    public long? TotalCount { get; set; }
    public List<OperationLog>? OperateLogs { get; set; }
}
