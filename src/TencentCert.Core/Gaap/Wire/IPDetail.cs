namespace TencentCert.Core.Gaap.Wire;

/// <summary>IPDetail of the API.</summary>
public sealed class IPDetail
{
    public string? IP { get; init; }
    public string? Provider { get; init; }
    public long? Bandwidth { get; init; }
}
