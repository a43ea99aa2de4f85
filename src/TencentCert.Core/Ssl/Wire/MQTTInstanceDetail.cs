namespace TencentCert.Core.Ssl.Wire;

/// <summary>MQTTInstanceDetail of the API.</summary>
public sealed class MQTTInstanceDetail
{
    public string? InstanceId { get; init; }
    public string? InstanceName { get; init; }
    public string? InstanceStatus { get; init; }
    public List<string>? NoMatchDomains { get; init; }
    public List<string>? ServerCertIdList { get; init; }
    public List<string>? CaCertIdList { get; init; }
}
