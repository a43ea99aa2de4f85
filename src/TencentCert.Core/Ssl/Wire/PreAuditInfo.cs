namespace TencentCert.Core.Ssl.Wire;

/// <summary>PreAuditInfo of the API.</summary>
public sealed class PreAuditInfo
{
    public long? TotalPeriod { get; init; }
    public long? NowPeriod { get; init; }
    public string? ManagerId { get; init; }
}
