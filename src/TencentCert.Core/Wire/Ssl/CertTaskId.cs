namespace TencentCert.Core.Wire.Ssl;

/// <summary>CertTaskId of the API.</summary>
public sealed partial class CertTaskId
{
    public string? CertId { get; set; }
    public string? TaskId { get; set; }
}
