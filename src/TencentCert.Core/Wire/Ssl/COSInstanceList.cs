namespace TencentCert.Core.Wire.Ssl;

/// <summary>COSInstanceList of the API.</summary>
public sealed partial class COSInstanceList
{
    public string? Region { get; set; }
    public List<CosInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
