namespace TencentCert.Core.Wire.Ssl;

/// <summary>TeoInstanceDetail of the API.</summary>
public sealed partial class TeoInstanceDetail
{
    public string? Host { get; set; }
    public string? CertId { get; set; }
    public string? ZoneId { get; set; }
    public string? Status { get; set; }
    public string? Algorithm { get; set; }
}
