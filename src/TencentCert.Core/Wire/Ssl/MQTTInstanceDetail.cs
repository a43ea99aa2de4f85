namespace TencentCert.Core.Wire.Ssl;

/// <summary>MQTTInstanceDetail of the API.</summary>
public sealed partial class MQTTInstanceDetail
{
    public string? InstanceId { get; set; }
    public string? InstanceName { get; set; }
    public string? InstanceStatus { get; set; }
    public List<string>? NoMatchDomains { get; set; }
    public List<string>? ServerCertIdList { get; set; }
    public List<string>? CaCertIdList { get; set; }
}
