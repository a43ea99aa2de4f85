namespace TencentCert.Core.Ssl.Wire;

/// <summary>WafInstanceDetail of the API.</summary>
public sealed class WafInstanceDetail
{
    public string? Domain { get; init; }
    public string? CertId { get; init; }
    public long? Keepalive { get; init; }
}
