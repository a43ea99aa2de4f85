namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DeleteCertificates takes; API page SSL 2019-12-05 DeleteCertificates.</summary>
public sealed partial class DeleteCertificatesRequest
{
    public required List<string> CertificateIds { get; set; }
    public bool? IsSync { get; set; }
}

/// <summary>What DeleteCertificates answers.</summary>
public sealed partial class DeleteCertificatesResponse
{
    public List<string>? Success { get; set; }
    public List<BatchDeleteFail>? Fail { get; set; }
    public List<CertTaskId>? CertTaskIds { get; set; }
}
