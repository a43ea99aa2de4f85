namespace TencentCert.Core.Wire.Ssl;

/// <summary>ResourceTypeRegions of the API.</summary>
public sealed partial class ResourceTypeRegions
{
    public string? ResourceType { get; set; }
    public List<string>? Regions { get; set; }
}
