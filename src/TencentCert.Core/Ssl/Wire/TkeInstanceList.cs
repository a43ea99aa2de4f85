namespace TencentCert.Core.Ssl.Wire;

/// <summary>TkeInstanceList of the API.</summary>
public sealed class TkeInstanceList
{
    public string? Region { get; init; }
    public List<TkeInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
