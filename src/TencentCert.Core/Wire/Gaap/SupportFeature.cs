namespace TencentCert.Core.Wire.Gaap;

/// <summary>SupportFeature of the API.</summary>
public sealed partial class SupportFeature
{
    public List<string>? NetworkType { get; set; }
}
