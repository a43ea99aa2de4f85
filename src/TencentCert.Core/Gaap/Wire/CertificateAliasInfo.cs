namespace TencentCert.Core.Gaap.Wire;

/// <summary>CertificateAliasInfo of the API.</summary>
public sealed class CertificateAliasInfo
{
    public string? CertificateId { get; init; }
    public string? CertificateAlias { get; init; }
}
