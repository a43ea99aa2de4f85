namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DeployCertificateRecordRetry takes; API page SSL 2019-12-05 DeployCertificateRecordRetry.</summary>
public sealed partial class DeployCertificateRecordRetryRequest
{
    public long? DeployRecordId { get; set; }
    public long? DeployRecordDetailId { get; set; }
}

/// <summary>What DeployCertificateRecordRetry answers.</summary>
public sealed partial class DeployCertificateRecordRetryResponse;
