namespace TencentCert.Core.Ssl.Wire;

/// <summary>ClbInstanceList of the API.</summary>
public sealed class ClbInstanceList
{
    public string? Region { get; init; }
    public List<ClbInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
