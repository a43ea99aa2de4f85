namespace TencentCert.Core.Gaap.Wire;

/// <summary>HTTPSListener of the API.</summary>
public sealed class HTTPSListener
{
    public string? ListenerId { get; init; }
    public string? ListenerName { get; init; }
    public long? Port { get; init; }
    public string? Protocol { get; init; }
    public long? ListenerStatus { get; init; }
    public string? CertificateId { get; init; }
    public string? ForwardProtocol { get; init; }
    public long? CreateTime { get; init; }
    public string? CertificateAlias { get; init; }
    public string? ClientCertificateId { get; init; }
    public long? AuthType { get; init; }
    public string? ClientCertificateAlias { get; init; }
    public List<CertificateAliasInfo>? PolyClientCertificateAliasInfo { get; init; }
    public long? Http3Supported { get; init; }
    public string? ProxyId { get; init; }
    public string? GroupId { get; init; }
    public List<string>? TLSSupportVersion { get; init; }
    public string? TLSCiphers { get; init; }
}
