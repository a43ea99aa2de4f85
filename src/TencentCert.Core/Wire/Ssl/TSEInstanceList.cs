namespace TencentCert.Core.Wire.Ssl;

/// <summary>TSEInstanceList of the API.</summary>
public sealed partial class TSEInstanceList
{
    public List<TSEInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Region { get; set; }
    public string? Error { get; set; }
}
