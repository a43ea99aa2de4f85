namespace TencentCert.Core.Ssl.Wire;

/// <summary>BindResourceResult of the API.</summary>
public sealed class BindResourceResult
{
    public string? ResourceType { get; init; }
    public List<BindResourceRegionResult>? BindResourceRegionResult { get; init; }
}
