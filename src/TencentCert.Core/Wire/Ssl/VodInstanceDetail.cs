namespace TencentCert.Core.Wire.Ssl;

/// <summary>VodInstanceDetail of the API.</summary>
public sealed partial class VodInstanceDetail
{
    public string? Domain { get; set; }
    public string? CertId { get; set; }
}
