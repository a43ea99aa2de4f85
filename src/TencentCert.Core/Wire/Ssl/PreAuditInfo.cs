namespace TencentCert.Core.Wire.Ssl;

/// <summary>PreAuditInfo of the API.</summary>
public sealed partial class PreAuditInfo
{
    public long? TotalPeriod { get; set; }
    public long? NowPeriod { get; set; }
    public string? ManagerId { get; set; }
}
