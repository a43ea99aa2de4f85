namespace TencentCert.Core.Gaap.Wire;

/// <summary>RegionDetail of the API.</summary>
public sealed class RegionDetail
{
    public string? RegionId { get; init; }
    public string? RegionName { get; init; }
    public string? RegionArea { get; init; }
    public string? RegionAreaName { get; init; }
    public string? IDCType { get; init; }
    public long? FeatureBitmap { get; init; }
    public SupportFeature? SupportFeature { get; init; }
}
