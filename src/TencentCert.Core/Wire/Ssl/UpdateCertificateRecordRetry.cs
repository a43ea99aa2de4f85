namespace TencentCert.Core.Wire.Ssl;

/// <summary>What UpdateCertificateRecordRetry takes; API page SSL 2019-12-05 UpdateCertificateRecordRetry.</summary>
public sealed partial class UpdateCertificateRecordRetryRequest
{
    public long? DeployRecordId { get; set; }
    public long? DeployRecordDetailId { get; set; }
}

/// <summary>What UpdateCertificateRecordRetry answers.</summary>
public sealed partial class UpdateCertificateRecordRetryResponse;
