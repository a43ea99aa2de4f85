namespace TencentCert.Core.Ssl.Wire;

/// <summary>Certificate of the API.</summary>
public sealed class Certificate
{
    public string? CertId { get; init; }
    public List<string>? DnsNames { get; init; }
    public string? CertCaId { get; init; }
    public string? SSLMode { get; init; }
}
