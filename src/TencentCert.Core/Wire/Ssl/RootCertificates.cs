namespace TencentCert.Core.Wire.Ssl;

/// <summary>RootCertificates of the API.</summary>
public sealed partial class RootCertificates
{
    public string? Sign { get; set; }
    public string? Encrypt { get; set; }
    public string? Standard { get; set; }
}
