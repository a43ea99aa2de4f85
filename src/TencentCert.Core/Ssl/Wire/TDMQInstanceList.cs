namespace TencentCert.Core.Ssl.Wire;

/// <summary>TDMQInstanceList of the API.</summary>
public sealed class TDMQInstanceList
{
    public string? Region { get; init; }
    public List<TDMQInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
