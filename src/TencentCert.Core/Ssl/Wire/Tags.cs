namespace TencentCert.Core.Ssl.Wire;

/// <summary>Tags of the API.</summary>
public sealed class Tags
{
    public string? TagKey { get; init; }
    public string? TagValue { get; init; }
}
