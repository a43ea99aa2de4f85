namespace TencentCert.Core.Gaap.Wire;

/// <summary>CertificateDetail of the API.</summary>
public sealed class CertificateDetail
{
    public string? CertificateId { get; init; }
    public long? CertificateType { get; init; }
    public string? CertificateAlias { get; init; }
    public string? CertificateContent { get; init; }
    public string? CertificateKey { get; init; }
    public long? CreateTime { get; init; }
    public long? BeginTime { get; init; }
    public long? EndTime { get; init; }
    public string? IssuerCN { get; init; }
    public string? SubjectCN { get; init; }
}
