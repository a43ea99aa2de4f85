namespace TencentCert.Core.Ssl.Wire;

/// <summary>MQTTInstanceList of the API.</summary>
public sealed class MQTTInstanceList
{
    public string? Region { get; init; }
    public List<MQTTInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
