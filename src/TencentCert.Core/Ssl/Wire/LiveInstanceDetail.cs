namespace TencentCert.Core.Ssl.Wire;

/// <summary>LiveInstanceDetail of the API.</summary>
public sealed class LiveInstanceDetail
{
    public string? Domain { get; init; }
    public string? CertId { get; init; }
    public long? Status { get; init; }
}
