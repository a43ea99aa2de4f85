namespace TencentCert.Core.Ssl.Wire;

/// <summary>DdosInstanceList of the API.</summary>
public sealed class DdosInstanceList
{
    public long? TotalCount { get; init; }
    public List<DdosInstanceDetail>? InstanceList { get; init; }
    public string? Error { get; init; }
}
