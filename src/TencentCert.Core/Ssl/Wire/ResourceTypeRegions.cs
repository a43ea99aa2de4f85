namespace TencentCert.Core.Ssl.Wire;

/// <summary>ResourceTypeRegions of the API.</summary>
public sealed class ResourceTypeRegions
{
    public string? ResourceType { get; set; }
    public List<string>? Regions { get; set; }
}
