namespace TencentCert.Core.Wire.Ssl;

/// <summary>CertBasicInfo of the API.</summary>
public sealed partial class CertBasicInfo
{
    public string? Issuer { get; set; }
    public string? Subject { get; set; }
    public string? Fingerprint { get; set; }
    public string? ValidFrom { get; set; }
    public string? ValidTo { get; set; }
}
