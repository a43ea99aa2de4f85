namespace TencentCert.Core.Ssl.Wire;

/// <summary>UpdateSyncProgressRegion of the API.</summary>
public sealed class UpdateSyncProgressRegion
{
    public string? Region { get; init; }
    public long? TotalCount { get; init; }
    public long? OffsetCount { get; init; }
    public long? Status { get; init; }
}
