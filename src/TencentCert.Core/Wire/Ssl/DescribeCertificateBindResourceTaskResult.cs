namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeCertificateBindResourceTaskResult takes; API page SSL 2019-12-05 DescribeCertificateBindResourceTaskResult.</summary>
public sealed partial class DescribeCertificateBindResourceTaskResultRequest
{
    public required List<string> TaskIds { get; set; }
}

/// <summary>What DescribeCertificateBindResourceTaskResult answers.</summary>
public sealed partial class DescribeCertificateBindResourceTaskResultResponse
{
    public List<SyncTaskBindResourceResult>? SyncTaskBindResourceResult { get; set; }
}
