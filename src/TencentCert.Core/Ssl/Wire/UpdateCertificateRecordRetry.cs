namespace TencentCert.Core.Ssl.Wire;

/// <summary>What UpdateCertificateRecordRetry takes; API page SSL 2019-12-05 UpdateCertificateRecordRetry.</summary>
public sealed class UpdateCertificateRecordRetryRequest
{
    public long? DeployRecordId { get; init; }
    public long? DeployRecordDetailId { get; init; }
}

/// <summary>What UpdateCertificateRecordRetry answers.</summary>
public sealed class UpdateCertificateRecordRetryResponse;
