namespace TencentCert.Core.Ssl.Wire;

/// <summary>TCBHostInstance of the API.</summary>
public sealed class TCBHostInstance
{
    public string? Domain { get; init; }
    public string? Status { get; init; }
    public string? DNSStatus { get; init; }
    public string? OldCertificateId { get; init; }
}
