namespace TencentCert.Core.Wire.Gaap;

/// <summary>TagPair of the API.</summary>
public sealed partial class TagPair
{
    public string? TagKey { get; set; }
    public string? TagValue { get; set; }
}
