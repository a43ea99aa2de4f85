namespace TencentCert.Core.Wire.Ssl;

/// <summary>TkeInstanceList of the API.</summary>
public sealed partial class TkeInstanceList
{
    public string? Region { get; set; }
    public List<TkeInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
