namespace TencentCert.Core.Wire.Gaap;

/// <summary>IPDetail of the API.</summary>
public sealed partial class IPDetail
{
    public string? IP { get; set; }
    public string? Provider { get; set; }
    public long? Bandwidth { get; set; }
}
