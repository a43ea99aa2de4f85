namespace TencentCert.Core.Ssl.Wire;

/// <summary>SCFInstanceDetail of the API.</summary>
public sealed class SCFInstanceDetail
{
    public string? CertificateId { get; init; }
    public string? Protocol { get; init; }
    public string? Domain { get; init; }
    public string? Region { get; init; }
}
