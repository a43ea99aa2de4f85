namespace TencentCert.Core.Ssl.Wire;

/// <summary>BindResourceResult of the API.</summary>
public sealed class BindResourceResult
{
    public string? ResourceType { get; set; }
    public List<BindResourceRegionResult>? BindResourceRegionResult { get; set; }
}
