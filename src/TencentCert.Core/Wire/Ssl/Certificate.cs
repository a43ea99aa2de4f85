namespace TencentCert.Core.Wire.Ssl;

/// <summary>Certificate of the API.</summary>
public sealed partial class Certificate
{
    public string? CertId { get; set; }
    public List<string>? DnsNames { get; set; }
    public string? CertCaId { get; set; }
    public string? SSLMode { get; set; }
}
