namespace TencentCert.Core.Wire.Ssl;

/// <summary>TDMQInstanceList of the API.</summary>
public sealed partial class TDMQInstanceList
{
    public string? Region { get; set; }
    public List<TDMQInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
