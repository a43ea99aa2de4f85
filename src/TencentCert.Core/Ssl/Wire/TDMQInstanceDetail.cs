namespace TencentCert.Core.Ssl.Wire;

/// <summary>TDMQInstanceDetail of the API.</summary>
public sealed class TDMQInstanceDetail
{
    public string? InstanceId { get; init; }
    public string? InstanceName { get; init; }
    public string? InstanceStatus { get; init; }
    public string? CertId { get; init; }
    public string? CaCertId { get; init; }
    public List<string>? NoMatchDomains { get; init; }
}
