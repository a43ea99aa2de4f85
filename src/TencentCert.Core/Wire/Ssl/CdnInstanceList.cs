namespace TencentCert.Core.Wire.Ssl;

/// <summary>CdnInstanceList of the API.</summary>
public sealed partial class CdnInstanceList
{
    public long? TotalCount { get; set; }
    public List<CdnInstanceDetail>? InstanceList { get; set; }
    public string? Error { get; set; }
}
