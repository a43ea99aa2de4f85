namespace TencentCert.Core.Wire.Ssl;

/// <summary>What CreateCertificateBindResourceSyncTask takes; API page SSL 2019-12-05 CreateCertificateBindResourceSyncTask.</summary>
public sealed partial class CreateCertificateBindResourceSyncTaskRequest
{
    public required List<string> CertificateIds { get; set; }
    public required long IsCache { get; set; }
}

/// <summary>What CreateCertificateBindResourceSyncTask answers.</summary>
public sealed partial class CreateCertificateBindResourceSyncTaskResponse
{
    public List<CertTaskId>? CertTaskIds { get; set; }
}
