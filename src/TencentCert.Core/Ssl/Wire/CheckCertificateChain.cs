namespace TencentCert.Core.Ssl.Wire;

/// <summary>What CheckCertificateChain takes; API page SSL 2019-12-05 CheckCertificateChain.</summary>
public sealed class CheckCertificateChainRequest
{
    public required string CertificateChain { get; init; }
}

/// <summary>What CheckCertificateChain answers.</summary>
public sealed class CheckCertificateChainResponse
{
    public bool? IsValid { get; init; }
    public bool? IsTrustedCA { get; init; }
    public List<string>? Chains { get; init; }
}
