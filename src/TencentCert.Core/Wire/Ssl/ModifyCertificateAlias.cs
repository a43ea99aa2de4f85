namespace TencentCert.Core.Wire.Ssl;

/// <summary>What ModifyCertificateAlias takes; API page SSL 2019-12-05 ModifyCertificateAlias.</summary>
public sealed partial class ModifyCertificateAliasRequest
{
    public required string CertificateId { get; set; }
    public string? Alias { get; set; }
}

/// <summary>What ModifyCertificateAlias answers.</summary>
public sealed partial class ModifyCertificateAliasResponse
{
    public string? CertificateId { get; set; }
}
