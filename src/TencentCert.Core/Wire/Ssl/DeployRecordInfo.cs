namespace TencentCert.Core.Wire.Ssl;

/// <summary>DeployRecordInfo of the API.</summary>
public sealed partial class DeployRecordInfo
{
    public long? Id { get; set; }
    public string? CertId { get; set; }
    public string? ResourceType { get; set; }
    public string? Region { get; set; }
    public long? Status { get; set; }
    public string? CreateTime { get; set; }
    public string? UpdateTime { get; set; }
}
