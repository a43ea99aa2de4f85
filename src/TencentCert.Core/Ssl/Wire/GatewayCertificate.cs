namespace TencentCert.Core.Ssl.Wire;

/// <summary>GatewayCertificate of the API.</summary>
public sealed class GatewayCertificate
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public List<string>? BindDomains { get; init; }
    public string? CertSource { get; init; }
    public string? CertId { get; init; }
}
