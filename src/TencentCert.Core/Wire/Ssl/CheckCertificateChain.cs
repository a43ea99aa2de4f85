namespace TencentCert.Core.Wire.Ssl;

/// <summary>What CheckCertificateChain takes; API page SSL 2019-12-05 CheckCertificateChain.</summary>
public sealed partial class CheckCertificateChainRequest
{
    public required string CertificateChain { get; set; }
}

/// <summary>What CheckCertificateChain answers.</summary>
public sealed partial class CheckCertificateChainResponse
{
    public bool? IsValid { get; set; }
    public bool? IsTrustedCA { get; set; }
    public List<string>? Chains { get; set; }
}
