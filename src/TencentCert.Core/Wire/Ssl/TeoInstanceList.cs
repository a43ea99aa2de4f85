namespace TencentCert.Core.Wire.Ssl;

/// <summary>TeoInstanceList of the API.</summary>
public sealed partial class TeoInstanceList
{
    public List<TeoInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
