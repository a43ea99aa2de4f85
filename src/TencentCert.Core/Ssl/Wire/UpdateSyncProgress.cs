namespace TencentCert.Core.Ssl.Wire;

/// <summary>UpdateSyncProgress of the API.</summary>
public sealed class UpdateSyncProgress
{
    public string? ResourceType { get; init; }
    public List<UpdateSyncProgressRegion>? UpdateSyncProgressRegions { get; init; }
    public long? Status { get; init; }
}
