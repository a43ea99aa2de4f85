namespace TencentCert.Core.Wire.Ssl;

/// <summary>TCBAccessInstance of the API.</summary>
public sealed partial class TCBAccessInstance
{
    public string? Domain { get; set; }
    public long? Status { get; set; }
    public long? UnionStatus { get; set; }
    public bool? IsPreempted { get; set; }
    public long? ICPStatus { get; set; }
    public string? OldCertificateId { get; set; }
}
