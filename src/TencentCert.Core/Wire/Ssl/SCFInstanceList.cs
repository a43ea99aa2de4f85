namespace TencentCert.Core.Wire.Ssl;

/// <summary>SCFInstanceList of the API.</summary>
public sealed partial class SCFInstanceList
{
    public string? Region { get; set; }
    public List<SCFInstanceDetail>? InstanceList { get; set; }
    public string? Error { get; set; }
    public long? TotalCount { get; set; }
}
