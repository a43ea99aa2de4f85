namespace TencentCert.Core.Wire.Gaap;

/// <summary>BindRealServer of the API.</summary>
public sealed partial class BindRealServer
{
    public string? RealServerId { get; set; }
    public string? RealServerIP { get; set; }
    public long? RealServerWeight { get; set; }
    public long? RealServerStatus { get; set; }
    public long? RealServerPort { get; set; }
    public List<string>? DownIPList { get; set; }
    public string? RealServerFailoverRole { get; set; }
}
