namespace TencentCert.Core.Wire.Ssl;

/// <summary>HostingConfig of the API.</summary>
public sealed partial class HostingConfig
{
    public long? ReplaceTime { get; set; }
    public List<long>? MessageTypes { get; set; }
    public string? ReplaceStartTime { get; set; }
    public string? ReplaceEndTime { get; set; }
}
