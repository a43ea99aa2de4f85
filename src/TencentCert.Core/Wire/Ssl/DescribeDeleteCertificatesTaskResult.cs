namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeDeleteCertificatesTaskResult takes; API page SSL 2019-12-05 DescribeDeleteCertificatesTaskResult.</summary>
public sealed partial class DescribeDeleteCertificatesTaskResultRequest
{
    public required List<string> TaskIds { get; set; }
}

/// <summary>What DescribeDeleteCertificatesTaskResult answers.</summary>
public sealed partial class DescribeDeleteCertificatesTaskResultResponse
{
    public List<DeleteTaskResult>? DeleteTaskResult { get; set; }
}
