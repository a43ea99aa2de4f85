namespace TencentCert.Core.Wire.Gaap;

/// <summary>CertificateAliasInfo of the API.</summary>
public sealed partial class CertificateAliasInfo
{
    public string? CertificateId { get; set; }
    public string? CertificateAlias { get; set; }
}
