namespace TencentCert.Core.Ssl.Wire;

/// <summary>CdnInstanceList of the API.</summary>
public sealed class CdnInstanceList
{
    public long? TotalCount { get; init; }
    public List<CdnInstanceDetail>? InstanceList { get; init; }
    public string? Error { get; init; }
}
