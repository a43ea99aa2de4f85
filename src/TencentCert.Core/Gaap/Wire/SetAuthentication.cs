namespace TencentCert.Core.Gaap.Wire;

/// <summary>What SetAuthentication takes; API page GAAP 2018-05-29 SetAuthentication.</summary>
public sealed class SetAuthenticationRequest
{
    public required string ListenerId { get; init; }
    public required string Domain { get; init; }
    public long? BasicAuth { get; init; }
    public long? GaapAuth { get; init; }
    public long? RealServerAuth { get; init; }
    public string? BasicAuthConfId { get; init; }
    public string? GaapCertificateId { get; init; }
    public string? RealServerCertificateId { get; init; }
    public string? RealServerCertificateDomain { get; init; }
    public List<string>? PolyRealServerCertificateIds { get; init; }
    public List<string>? TLSSupportVersion { get; init; }
    public string? TLSCiphers { get; init; }
}

/// <summary>What SetAuthentication answers.</summary>
public sealed class SetAuthenticationResponse;
