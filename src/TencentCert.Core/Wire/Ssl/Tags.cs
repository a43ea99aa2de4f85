namespace TencentCert.Core.Wire.Ssl;

/// <summary>Tags of the API.</summary>
public sealed partial class Tags
{
    public string? TagKey { get; set; }
    public string? TagValue { get; set; }
}
