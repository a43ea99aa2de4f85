namespace TencentCert.Core.Ssl.Wire;

/// <summary>LiveInstanceList of the API.</summary>
public sealed class LiveInstanceList
{
    public long? TotalCount { get; init; }
    public List<LiveInstanceDetail>? InstanceList { get; init; }
    public string? Error { get; init; }
}
