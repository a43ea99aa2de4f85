namespace TencentCert.Core.Wire.Ssl;

/// <summary>WafInstanceList of the API.</summary>
public sealed partial class WafInstanceList
{
    public string? Region { get; set; }
    public List<WafInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
