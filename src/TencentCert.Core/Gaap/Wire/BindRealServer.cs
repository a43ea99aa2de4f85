namespace TencentCert.Core.Gaap.Wire;

/// <summary>BindRealServer of the API.</summary>
public sealed class BindRealServer
{
    public string? RealServerId { get; init; }
    public string? RealServerIP { get; init; }
    public long? RealServerWeight { get; init; }
    public long? RealServerStatus { get; init; }
    public long? RealServerPort { get; init; }
    public List<string>? DownIPList { get; init; }
    public string? RealServerFailoverRole { get; init; }
}
