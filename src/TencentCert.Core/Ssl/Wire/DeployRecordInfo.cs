namespace TencentCert.Core.Ssl.Wire;

/// <summary>DeployRecordInfo of the API.</summary>
public sealed class DeployRecordInfo
{
    public long? Id { get; init; }
    public string? CertId { get; init; }
    public string? ResourceType { get; init; }
    public string? Region { get; init; }
    public long? Status { get; init; }
    public string? CreateTime { get; init; }
    public string? UpdateTime { get; init; }
}
