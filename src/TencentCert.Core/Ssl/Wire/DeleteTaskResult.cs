namespace TencentCert.Core.Ssl.Wire;

/// <summary>DeleteTaskResult of the API.</summary>
public sealed class DeleteTaskResult
{
    public string? TaskId { get; init; }
    public string? CertId { get; init; }
    public long? Status { get; init; }
    public string? Error { get; init; }
    public string? CacheTime { get; init; }
    public List<string>? Domains { get; init; }
}
