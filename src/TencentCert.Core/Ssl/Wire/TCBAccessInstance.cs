namespace TencentCert.Core.Ssl.Wire;

/// <summary>TCBAccessInstance of the API.</summary>
public sealed class TCBAccessInstance
{
    public string? Domain { get; init; }
    public long? Status { get; init; }
    public long? UnionStatus { get; init; }
    public bool? IsPreempted { get; init; }
    public long? ICPStatus { get; init; }
    public string? OldCertificateId { get; init; }
}
