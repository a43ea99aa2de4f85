namespace TencentCert.Core.Ssl.Wire;

/// <summary>TeoInstanceList of the API.</summary>
public sealed class TeoInstanceList
{
    public List<TeoInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
