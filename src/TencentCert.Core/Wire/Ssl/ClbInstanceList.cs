namespace TencentCert.Core.Wire.Ssl;

/// <summary>ClbInstanceList of the API.</summary>
public sealed partial class ClbInstanceList
{
    public string? Region { get; set; }
    public List<ClbInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
