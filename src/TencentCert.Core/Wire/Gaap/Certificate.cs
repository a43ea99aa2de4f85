namespace TencentCert.Core.Wire.Gaap;

/// <summary>Certificate of the API.</summary>
public sealed partial class Certificate
{
    public string? CertificateId { get; set; }
    public string? CertificateName { get; set; }
    public long? CertificateType { get; set; }
    public string? CertificateAlias { get; set; }
    public long? CreateTime { get; set; }
    public long? BeginTime { get; set; }
    public long? EndTime { get; set; }
    public string? IssuerCN { get; set; }
    public string? SubjectCN { get; set; }
}
