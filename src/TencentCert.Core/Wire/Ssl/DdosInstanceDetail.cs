namespace TencentCert.Core.Wire.Ssl;

/// <summary>DdosInstanceDetail of the API.</summary>
public sealed partial class DdosInstanceDetail
{
    public string? Domain { get; set; }
    public string? InstanceId { get; set; }
    public string? Protocol { get; set; }
    public string? CertId { get; set; }
    public string? VirtualPort { get; set; }
}
