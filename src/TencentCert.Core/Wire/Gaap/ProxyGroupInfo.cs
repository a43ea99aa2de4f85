namespace TencentCert.Core.Wire.Gaap;

/// <summary>ProxyGroupInfo of the API.</summary>
public sealed partial class ProxyGroupInfo
{
    public string? GroupId { get; set; }
    public string? Domain { get; set; }
    public string? GroupName { get; set; }
    public long? ProjectId { get; set; }
    public RegionDetail? RealServerRegionInfo { get; set; }
    public string? Status { get; set; }
    public List<TagPair>? TagSet { get; set; }
    public string? Version { get; set; }
    public long? CreateTime { get; set; }
    public long? ProxyType { get; set; }
    public long? Http3Supported { get; set; }
    public long? FeatureBitmap { get; set; }
}
