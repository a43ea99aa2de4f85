namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DeployCertificateRecordRollback takes; API page SSL 2019-12-05 DeployCertificateRecordRollback.</summary>
public sealed partial class DeployCertificateRecordRollbackRequest
{
    public long? DeployRecordId { get; set; }
}

/// <summary>What DeployCertificateRecordRollback answers.</summary>
public sealed partial class DeployCertificateRecordRollbackResponse
{
    public long? DeployRecordId { get; set; }
}
