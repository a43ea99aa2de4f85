namespace TencentCert.Core.Ssl.Wire;

/// <summary>TSEInstanceList of the API.</summary>
public sealed class TSEInstanceList
{
    public List<TSEInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Region { get; init; }
    public string? Error { get; init; }
}
