namespace TencentCert.Core.Ssl.Wire;

/// <summary>UpdateRecordInfo of the API.</summary>
public sealed class UpdateRecordInfo
{
    public long? Id { get; init; }
    public string? CertId { get; init; }
    public string? OldCertId { get; init; }
    public List<string>? ResourceTypes { get; init; }
    public List<string>? Regions { get; init; }
    public long? Status { get; init; }
    public string? CreateTime { get; init; }
    public string? UpdateTime { get; init; }
}
