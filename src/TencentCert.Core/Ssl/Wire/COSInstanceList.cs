namespace TencentCert.Core.Ssl.Wire;

/// <summary>COSInstanceList of the API.</summary>
public sealed class COSInstanceList
{
    public string? Region { get; init; }
    public List<CosInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
