namespace TencentCert.Core.Ssl.Wire;

/// <summary>CdnInstanceDetail of the API.</summary>
public sealed class CdnInstanceDetail
{
    public string? Domain { get; init; }
    public string? CertId { get; init; }
    public string? Status { get; init; }
    public string? HttpsBillingSwitch { get; init; }
}
