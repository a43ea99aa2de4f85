namespace TencentCert.Core.Ssl.Wire;

/// <summary>VodInstanceDetail of the API.</summary>
public sealed class VodInstanceDetail
{
    public string? Domain { get; init; }
    public string? CertId { get; init; }
}
