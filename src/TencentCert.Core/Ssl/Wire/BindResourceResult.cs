namespace TencentCert.Core.Ssl.Wire;

/// <summary>BindResourceResult of the API.</summary>
public sealed partial class BindResourceResult
{
    public string? ResourceType { get; set; }
    public List<BindResourceRegionResult>? BindResourceRegionResult { get; set; }
}
