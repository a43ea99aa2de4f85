namespace TencentCert.Core.Gaap.Wire;

/// <summary>ProxyGroupInfo of the API.</summary>
public sealed class ProxyGroupInfo
{
    public string? GroupId { get; init; }
    public string? Domain { get; init; }
    public string? GroupName { get; init; }
    public long? ProjectId { get; init; }
    public RegionDetail? RealServerRegionInfo { get; init; }
    public string? Status { get; init; }
    public List<TagPair>? TagSet { get; init; }
    public string? Version { get; init; }
    public long? CreateTime { get; init; }
    public long? ProxyType { get; init; }
    public long? Http3Supported { get; init; }
    public long? FeatureBitmap { get; init; }
}
