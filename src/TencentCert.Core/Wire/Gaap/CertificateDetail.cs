namespace TencentCert.Core.Wire.Gaap;

/// <summary>CertificateDetail of the API.</summary>
public sealed partial class CertificateDetail
{
    public string? CertificateId { get; set; }
    public long? CertificateType { get; set; }
    public string? CertificateAlias { get; set; }
    public string? CertificateContent { get; set; }
    public string? CertificateKey { get; set; }
    public long? CreateTime { get; set; }
    public long? BeginTime { get; set; }
    public long? EndTime { get; set; }
    public string? IssuerCN { get; set; }
    public string? SubjectCN { get; set; }
}
