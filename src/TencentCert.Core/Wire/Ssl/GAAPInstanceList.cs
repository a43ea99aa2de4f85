namespace TencentCert.Core.Wire.Ssl;

/// <summary>GAAPInstanceList of the API.</summary>
public sealed partial class GAAPInstanceList
{
    public List<GAAPInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
