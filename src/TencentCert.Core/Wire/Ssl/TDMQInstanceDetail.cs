namespace TencentCert.Core.Wire.Ssl;

/// <summary>TDMQInstanceDetail of the API.</summary>
public sealed partial class TDMQInstanceDetail
{
    public string? InstanceId { get; set; }
    public string? InstanceName { get; set; }
    public string? InstanceStatus { get; set; }
    public string? CertId { get; set; }
    public string? CaCertId { get; set; }
    public List<string>? NoMatchDomains { get; set; }
}
