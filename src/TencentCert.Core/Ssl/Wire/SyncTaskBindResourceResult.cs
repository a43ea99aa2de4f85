namespace TencentCert.Core.Ssl.Wire;

/// <summary>SyncTaskBindResourceResult of the API.</summary>
public sealed class SyncTaskBindResourceResult
{
    public string? TaskId { get; init; }
    public List<BindResourceResult>? BindResourceResult { get; init; }
    public long? Status { get; init; }
    public Error? Error { get; init; }
    public string? CacheTime { get; init; }
}
