namespace TencentCert.Core.Wire.Ssl;

/// <summary>SyncTaskBindResourceResult of the API.</summary>
public sealed partial class SyncTaskBindResourceResult
{
    public string? TaskId { get; set; }
    public List<BindResourceResult>? BindResourceResult { get; set; }
    public long? Status { get; set; }
    public Error? Error { get; set; }
    public string? CacheTime { get; set; }
}
