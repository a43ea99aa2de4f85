namespace TencentCert.Core.Gaap.Wire;

/// <summary>Certificate of the API.</summary>
public sealed class Certificate
{
    public string? CertificateId { get; init; }
    public string? CertificateName { get; init; }
    public long? CertificateType { get; init; }
    public string? CertificateAlias { get; init; }
    public long? CreateTime { get; init; }
    public long? BeginTime { get; init; }
    public long? EndTime { get; init; }
    public string? IssuerCN { get; init; }
    public string? SubjectCN { get; init; }
}
