namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DescribeCertificateOperateLogs takes; API page SSL 2019-12-05 DescribeCertificateOperateLogs.</summary>
public sealed class DescribeCertificateOperateLogsRequest
{
    public long? Offset { get; init; }
    public long? Limit { get; init; }
    public string? StartTime { get; init; }
    public string? EndTime { get; init; }
}

/// <summary>What DescribeCertificateOperateLogs answers.</summary>
public sealed class DescribeCertificateOperateLogsResponse
{
    public long? AllTotal { get; init; }
    public long? TotalCount { get; init; }
    public List<OperationLog>? OperateLogs { get; init; }
}
