namespace TencentCert.Core.Wire.Ssl;

/// <summary>TkeIngressDetail of the API.</summary>
public sealed partial class TkeIngressDetail
{
    public string? IngressName { get; set; }
    public List<string>? TlsDomains { get; set; }
    public List<string>? Domains { get; set; }
}
