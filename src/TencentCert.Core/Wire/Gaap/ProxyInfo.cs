namespace TencentCert.Core.Wire.Gaap;

/// <summary>ProxyInfo of the API.</summary>
public sealed partial class ProxyInfo
{
    public string? InstanceId { get; set; }
    public long? CreateTime { get; set; }
    public long? ProjectId { get; set; }
    public string? ProxyName { get; set; }
    public string? AccessRegion { get; set; }
    public string? RealServerRegion { get; set; }
    public long? Bandwidth { get; set; }
    public long? Concurrent { get; set; }
    public string? Status { get; set; }
    public string? Domain { get; set; }
    public string? IP { get; set; }
    public string? Version { get; set; }
    public string? ProxyId { get; set; }
    public long? Scalarable { get; set; }
    public List<string>? SupportProtocols { get; set; }
    public string? GroupId { get; set; }
    public string? PolicyId { get; set; }
    public RegionDetail? AccessRegionInfo { get; set; }
    public RegionDetail? RealServerRegionInfo { get; set; }
    public string? ForwardIP { get; set; }
    public List<TagPair>? TagSet { get; set; }
    public long? SupportSecurity { get; set; }
    public long? BillingType { get; set; }
    public List<string>? RelatedGlobalDomains { get; set; }
    public long? ModifyConfigTime { get; set; }
    public long? ProxyType { get; set; }
    public List<long>? ClientIPMethod { get; set; }
    public string? IPAddressVersion { get; set; }
    public string? NetworkType { get; set; }
    public string? PackageType { get; set; }
    public string? BanStatus { get; set; }
    public List<IPDetail>? IPList { get; set; }
    public long? Http3Supported { get; set; }
    public long? InBanBlacklist { get; set; }
    public long? FeatureBitmap { get; set; }
    public long? IsAutoScaleProxy { get; set; }
    public long? IsSupportTLSChoice { get; set; }
}
