namespace TencentCert.Core.Wire.Ssl;

/// <summary>TCBHostInstance of the API.</summary>
public sealed partial class TCBHostInstance
{
    public string? Domain { get; set; }
    public string? Status { get; set; }
    public string? DNSStatus { get; set; }
    public string? OldCertificateId { get; set; }
}
