namespace TencentCert.Core.Ssl.Wire;

/// <summary>TkeIngressDetail of the API.</summary>
public sealed class TkeIngressDetail
{
    public string? IngressName { get; init; }
    public List<string>? TlsDomains { get; init; }
    public List<string>? Domains { get; init; }
}
