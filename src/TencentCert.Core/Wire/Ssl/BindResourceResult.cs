namespace TencentCert.Core.Wire.Ssl;

/// <summary>BindResourceResult of the API.</summary>
public sealed partial class BindResourceResult
{
    public string? ResourceType { get; set; }
    public List<BindResourceRegionResult>? BindResourceRegionResult { get; set; }
}
