namespace TencentCert.Core.Wire.Ssl;

/// <summary>GatewayCertificate of the API.</summary>
public sealed partial class GatewayCertificate
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public List<string>? BindDomains { get; set; }
    public string? CertSource { get; set; }
    public string? CertId { get; set; }
}
