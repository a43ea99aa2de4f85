namespace TencentCert.Core.Wire.Ssl;

/// <summary>CdnInstanceDetail of the API.</summary>
public sealed partial class CdnInstanceDetail
{
    public string? Domain { get; set; }
    public string? CertId { get; set; }
    public string? Status { get; set; }
    public string? HttpsBillingSwitch { get; set; }
}
