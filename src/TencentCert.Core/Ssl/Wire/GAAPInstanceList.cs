namespace TencentCert.Core.Ssl.Wire;

/// <summary>GAAPInstanceList of the API.</summary>
public sealed class GAAPInstanceList
{
    public List<GAAPInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
