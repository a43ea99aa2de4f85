namespace TencentCert.Core.Ssl.Wire;

/// <summary>VODInstanceList of the API.</summary>
public sealed class VODInstanceList
{
    public List<VodInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
