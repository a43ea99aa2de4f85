namespace TencentCert.Core.Ssl.Wire;

/// <summary>ResourceTypeRegions of the API.</summary>
public sealed class ResourceTypeRegions
{
    public string? ResourceType { get; init; }
    public List<string>? Regions { get; init; }
}
