namespace TencentCert.Core.Wire.Ssl;

/// <summary>DeleteTaskResult of the API.</summary>
public sealed partial class DeleteTaskResult
{
    public string? TaskId { get; set; }
    public string? CertId { get; set; }
    public long? Status { get; set; }
    public string? Error { get; set; }
    public string? CacheTime { get; set; }
    public List<string>? Domains { get; set; }
}
