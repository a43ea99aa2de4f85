namespace TencentCert.Core.Wire.Ssl;

/// <summary>BatchDeleteFail of the API.</summary>
public sealed partial class BatchDeleteFail
{
    public string? CertId { get; set; }
    public string? Msg { get; set; }
}
