namespace TencentCert.Core.Wire.Ssl;

/// <summary>DdosInstanceList of the API.</summary>
public sealed partial class DdosInstanceList
{
    public long? TotalCount { get; set; }
    public List<DdosInstanceDetail>? InstanceList { get; set; }
    public string? Error { get; set; }
}
