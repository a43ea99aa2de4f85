namespace TencentCert.Core.Wire.Ssl;

/// <summary>MQTTInstanceList of the API.</summary>
public sealed partial class MQTTInstanceList
{
    public string? Region { get; set; }
    public List<MQTTInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
