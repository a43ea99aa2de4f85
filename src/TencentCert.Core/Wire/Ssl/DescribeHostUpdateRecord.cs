namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeHostUpdateRecord takes; API page SSL 2019-12-05 DescribeHostUpdateRecord.</summary>
public sealed partial class DescribeHostUpdateRecordRequest
{
    public long? Offset { get; set; }
    public long? Limit { get; set; }
    public string? CertificateId { get; set; }
    public string? OldCertificateId { get; set; }
}

/// <summary>What DescribeHostUpdateRecord answers.</summary>
public sealed partial class DescribeHostUpdateRecordResponse
{
    public long? TotalCount { get; set; }
    public List<UpdateRecordInfo>? DeployRecordList { get; set; }
}
