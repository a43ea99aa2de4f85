namespace TencentCert.Core.Ssl.Wire;

/// <summary>BindResourceRegionResult of the API.</summary>
public sealed class BindResourceRegionResult
{
    public string? Region { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
