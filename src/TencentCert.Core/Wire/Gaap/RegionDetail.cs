namespace TencentCert.Core.Wire.Gaap;

/// <summary>RegionDetail of the API.</summary>
public sealed partial class RegionDetail
{
    public string? RegionId { get; set; }
    public string? RegionName { get; set; }
    public string? RegionArea { get; set; }
    public string? RegionAreaName { get; set; }
    public string? IDCType { get; set; }
    public long? FeatureBitmap { get; set; }
    public SupportFeature? SupportFeature { get; set; }
}
