namespace TencentCert.Core.Wire.Ssl;

/// <summary>CosInstanceDetail of the API.</summary>
public sealed partial class CosInstanceDetail
{
    public string? Domain { get; set; }
    public string? CertId { get; set; }
    public string? Status { get; set; }
    public string? Bucket { get; set; }
    public string? Region { get; set; }
}
