namespace TencentCert.Core.Wire.Ssl;

/// <summary>VODInstanceList of the API.</summary>
public sealed partial class VODInstanceList
{
    public List<VodInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
