namespace TencentCert.Core.Gaap.Wire;

/// <summary>What ModifyHTTPSListenerAttribute takes; API page GAAP 2018-05-29 ModifyHTTPSListenerAttribute.</summary>
public sealed class ModifyHTTPSListenerAttributeRequest
{
    public required string ListenerId { get; init; }
    public string? ProxyId { get; init; }
    public string? ListenerName { get; init; }
    public string? ForwardProtocol { get; init; }
    public string? CertificateId { get; init; }
    public string? ClientCertificateId { get; init; }
    public List<string>? PolyClientCertificateIds { get; init; }
}

/// <summary>What ModifyHTTPSListenerAttribute answers.</summary>
public sealed class ModifyHTTPSListenerAttributeResponse;
