namespace TencentCert.Core.Wire.Ssl;

/// <summary>LiveInstanceDetail of the API.</summary>
public sealed partial class LiveInstanceDetail
{
    public string? Domain { get; set; }
    public string? CertId { get; set; }
    public long? Status { get; set; }
}
