namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DeleteCertificates takes; API page SSL 2019-12-05 DeleteCertificates.</summary>
public sealed class DeleteCertificatesRequest
{
    public required List<string> CertificateIds { get; init; }
    public bool? IsSync { get; init; }
}

/// <summary>What DeleteCertificates answers.</summary>
public sealed class DeleteCertificatesResponse
{
    public List<string>? Success { get; init; }
    public List<BatchDeleteFail>? Fail { get; init; }
    public List<CertTaskId>? CertTaskIds { get; init; }
}
