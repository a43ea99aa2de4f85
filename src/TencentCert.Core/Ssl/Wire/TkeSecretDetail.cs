namespace TencentCert.Core.Ssl.Wire;

/// <summary>TkeSecretDetail of the API.</summary>
public sealed class TkeSecretDetail
{
    public string? Name { get; init; }
    public string? CertId { get; init; }
    public List<TkeIngressDetail>? IngressList { get; init; }
    public List<string>? NoMatchDomains { get; init; }
}
