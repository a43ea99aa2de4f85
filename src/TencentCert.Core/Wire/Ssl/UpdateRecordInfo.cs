namespace TencentCert.Core.Wire.Ssl;

/// <summary>UpdateRecordInfo of the API.</summary>
public sealed partial class UpdateRecordInfo
{
    public long? Id { get; set; }
    public string? CertId { get; set; }
    public string? OldCertId { get; set; }
    public List<string>? ResourceTypes { get; set; }
    public List<string>? Regions { get; set; }
    public long? Status { get; set; }
    public string? CreateTime { get; set; }
    public string? UpdateTime { get; set; }
}
