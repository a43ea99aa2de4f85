namespace TencentCert.Core.Gaap.Wire;

/// <summary>ProxyInfo of the API.</summary>
public sealed class ProxyInfo
{
    public string? InstanceId { get; init; }
    public long? CreateTime { get; init; }
    public long? ProjectId { get; init; }
    public string? ProxyName { get; init; }
    public string? AccessRegion { get; init; }
    public string? RealServerRegion { get; init; }
    public long? Bandwidth { get; init; }
    public long? Concurrent { get; init; }
    public string? Status { get; init; }
    public string? Domain { get; init; }
    public string? IP { get; init; }
    public string? Version { get; init; }
    public string? ProxyId { get; init; }
    public long? Scalarable { get; init; }
    public List<string>? SupportProtocols { get; init; }
    public string? GroupId { get; init; }
    public string? PolicyId { get; init; }
    public RegionDetail? AccessRegionInfo { get; init; }
    public RegionDetail? RealServerRegionInfo { get; init; }
    public string? ForwardIP { get; init; }
    public List<TagPair>? TagSet { get; init; }
    public long? SupportSecurity { get; init; }
    public long? BillingType { get; init; }
    public List<string>? RelatedGlobalDomains { get; init; }
    public long? ModifyConfigTime { get; init; }
    public long? ProxyType { get; init; }
    public List<long>? ClientIPMethod { get; init; }
    public string? IPAddressVersion { get; init; }
    public string? NetworkType { get; init; }
    public string? PackageType { get; init; }
    public string? BanStatus { get; init; }
    public List<IPDetail>? IPList { get; init; }
    public long? Http3Supported { get; init; }
    public long? InBanBlacklist { get; init; }
    public long? FeatureBitmap { get; init; }
    public long? IsAutoScaleProxy { get; init; }
    public long? IsSupportTLSChoice { get; init; }
}
