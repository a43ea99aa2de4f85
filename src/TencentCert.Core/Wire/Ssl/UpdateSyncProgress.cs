namespace TencentCert.Core.Wire.Ssl;

/// <summary>UpdateSyncProgress of the API.</summary>
public sealed partial class UpdateSyncProgress
{
    public string? ResourceType { get; set; }
    public List<UpdateSyncProgressRegion>? UpdateSyncProgressRegions { get; set; }
    public long? Status { get; set; }
}
