namespace TencentCert.Core.Ssl.Wire;

/// <summary>CertBasicInfo of the API.</summary>
public sealed class CertBasicInfo
{
    public string? Issuer { get; init; }
    public string? Subject { get; init; }
    public string? Fingerprint { get; init; }
    public string? ValidFrom { get; init; }
    public string? ValidTo { get; init; }
}
