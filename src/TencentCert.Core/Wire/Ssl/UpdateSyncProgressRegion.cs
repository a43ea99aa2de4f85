namespace TencentCert.Core.Wire.Ssl;

/// <summary>UpdateSyncProgressRegion of the API.</summary>
public sealed partial class UpdateSyncProgressRegion
{
    public string? Region { get; set; }
    public long? TotalCount { get; set; }
    public long? OffsetCount { get; set; }
    public long? Status { get; set; }
}
