namespace TencentCert.Core.Ssl.Wire;

/// <summary>SCFInstanceList of the API.</summary>
public sealed class SCFInstanceList
{
    public string? Region { get; init; }
    public List<SCFInstanceDetail>? InstanceList { get; init; }
    public string? Error { get; init; }
    public long? TotalCount { get; init; }
}
