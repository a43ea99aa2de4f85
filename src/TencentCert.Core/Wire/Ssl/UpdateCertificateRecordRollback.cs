namespace TencentCert.Core.Wire.Ssl;

/// <summary>What UpdateCertificateRecordRollback takes; API page SSL 2019-12-05 UpdateCertificateRecordRollback.</summary>
public sealed partial class UpdateCertificateRecordRollbackRequest
{
    public long? DeployRecordId { get; set; }
}

/// <summary>What UpdateCertificateRecordRollback answers.</summary>
public sealed partial class UpdateCertificateRecordRollbackResponse
{
    public long? DeployRecordId { get; set; }
}
