namespace TencentCert.Core.Ssl.Wire;

/// <summary>WafInstanceList of the API.</summary>
public sealed class WafInstanceList
{
    public string? Region { get; init; }
    public List<WafInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
