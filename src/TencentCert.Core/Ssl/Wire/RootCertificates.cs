namespace TencentCert.Core.Ssl.Wire;

/// <summary>RootCertificates of the API.</summary>
public sealed class RootCertificates
{
    public string? Sign { get; init; }
    public string? Encrypt { get; init; }
    public string? Standard { get; init; }
}
