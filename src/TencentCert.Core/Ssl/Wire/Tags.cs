namespace TencentCert.Core.Ssl.Wire;

/// <summary>Tags of the API.</summary>
public sealed partial class Tags
{
    public string? TagKey { get; set; }
    public string? TagValue { get; set; }
}
