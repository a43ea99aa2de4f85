namespace TencentCert.Core.Ssl.Wire;

/// <summary>CosInstanceDetail of the API.</summary>
public sealed class CosInstanceDetail
{
    public string? Domain { get; init; }
    public string? CertId { get; init; }
    public string? Status { get; init; }
    public string? Bucket { get; init; }
    public string? Region { get; init; }
}
