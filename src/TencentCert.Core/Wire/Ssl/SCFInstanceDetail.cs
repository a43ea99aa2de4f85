namespace TencentCert.Core.Wire.Ssl;

/// <summary>SCFInstanceDetail of the API.</summary>
public sealed partial class SCFInstanceDetail
{
    public string? CertificateId { get; set; }
    public string? Protocol { get; set; }
    public string? Domain { get; set; }
    public string? Region { get; set; }
}
