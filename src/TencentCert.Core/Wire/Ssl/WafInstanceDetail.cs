namespace TencentCert.Core.Wire.Ssl;

/// <summary>WafInstanceDetail of the API.</summary>
public sealed partial class WafInstanceDetail
{
    public string? Domain { get; set; }
    public string? CertId { get; set; }
    public long? Keepalive { get; set; }
}
