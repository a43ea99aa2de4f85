using TencentCert.Core.Gaap;

namespace TencentCert.Core.Wire.Gaap;

/// <summary>What SetAuthentication takes; API page GAAP 2018-05-29 SetAuthentication.</summary>
public sealed partial class SetAuthenticationRequest
{
    public required string ListenerId { get; set; }
    public required string Domain { get; set; }
    public long? BasicAuth { get; set; }
    public long? GaapAuth { get; set; }
    public long? RealServerAuth { get; set; }
    public string? BasicAuthConfId { get; set; }
    public string? GaapCertificateId { get; set; }
    public string? RealServerCertificateId { get; set; }
    public string? RealServerCertificateDomain { get; set; }
    public List<string>? PolyRealServerCertificateIds { get; set; }
    public List<string>? TLSSupportVersion { get; set; }
    public string? TLSCiphers { get; set; }
}

/// <summary>What SetAuthentication answers.</summary>
public sealed partial class SetAuthenticationResponse;
