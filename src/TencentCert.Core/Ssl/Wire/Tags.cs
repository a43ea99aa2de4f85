namespace TencentCert.Core.Ssl.Wire;

/// <summary>Tags of the API.</summary>
public sealed class Tags
{
    public string? TagKey { get; set; }
    public string? TagValue { get; set; }
}
