namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DescribeHostUpdateRecord takes; API page SSL 2019-12-05 DescribeHostUpdateRecord.</summary>
public sealed class DescribeHostUpdateRecordRequest
{
    public long? Offset { get; init; }
    public long? Limit { get; init; }
    public string? CertificateId { get; init; }
    public string? OldCertificateId { get; init; }
}

/// <summary>What DescribeHostUpdateRecord answers.</summary>
public sealed class DescribeHostUpdateRecordResponse
{
    public long? TotalCount { get; init; }
    public List<UpdateRecordInfo>? DeployRecordList { get; init; }
}
