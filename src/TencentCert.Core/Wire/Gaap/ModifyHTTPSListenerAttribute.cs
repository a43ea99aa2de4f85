namespace TencentCert.Core.Wire.Gaap;

/// <summary>What ModifyHTTPSListenerAttribute takes; API page GAAP 2018-05-29 ModifyHTTPSListenerAttribute.</summary>
public sealed partial class ModifyHTTPSListenerAttributeRequest
{
    public required string ListenerId { get; set; }
    public string? ProxyId { get; set; }
    public string? ListenerName { get; set; }
    public string? ForwardProtocol { get; set; }
    public string? CertificateId { get; set; }
    public string? ClientCertificateId { get; set; }
    public List<string>? PolyClientCertificateIds { get; set; }
}

/// <summary>What ModifyHTTPSListenerAttribute answers.</summary>
public sealed partial class ModifyHTTPSListenerAttributeResponse;
