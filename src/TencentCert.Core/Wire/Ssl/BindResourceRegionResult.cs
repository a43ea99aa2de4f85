namespace TencentCert.Core.Wire.Ssl;

/// <summary>BindResourceRegionResult of the API.</summary>
public sealed partial class BindResourceRegionResult
{
    public string? Region { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
