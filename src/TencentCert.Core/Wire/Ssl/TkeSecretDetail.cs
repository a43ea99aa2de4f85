namespace TencentCert.Core.Wire.Ssl;

/// <summary>TkeSecretDetail of the API.</summary>
public sealed partial class TkeSecretDetail
{
    public string? Name { get; set; }
    public string? CertId { get; set; }
    public List<TkeIngressDetail>? IngressList { get; set; }
    public List<string>? NoMatchDomains { get; set; }
}
