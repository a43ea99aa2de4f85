namespace TencentCert.Core.Wire.Ssl;

/// <summary>LiveInstanceList of the API.</summary>
public sealed partial class LiveInstanceList
{
    public long? TotalCount { get; set; }
    public List<LiveInstanceDetail>? InstanceList { get; set; }
    public string? Error { get; set; }
}
