namespace TencentCert.Core.Ssl.Wire;

/// <summary>HostingConfig of the API.</summary>
public sealed class HostingConfig
{
    public long? ReplaceTime { get; init; }
    public List<long>? MessageTypes { get; init; }
    public string? ReplaceStartTime { get; init; }
    public string? ReplaceEndTime { get; init; }
}
