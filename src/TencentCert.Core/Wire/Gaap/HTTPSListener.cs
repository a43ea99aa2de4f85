namespace TencentCert.Core.Wire.Gaap;

/// <summary>HTTPSListener of the API.</summary>
public sealed partial class HTTPSListener
{
    public string? ListenerId { get; set; }
    public string? ListenerName { get; set; }
    public long? Port { get; set; }
    public string? Protocol { get; set; }
    public long? ListenerStatus { get; set; }
    public string? CertificateId { get; set; }
    public string? ForwardProtocol { get; set; }
    public long? CreateTime { get; set; }
    public string? CertificateAlias { get; set; }
    public string? ClientCertificateId { get; set; }
    public long? AuthType { get; set; }
    public string? ClientCertificateAlias { get; set; }
    public List<CertificateAliasInfo>? PolyClientCertificateAliasInfo { get; set; }
    public long? Http3Supported { get; set; }
    public string? ProxyId { get; set; }
    public string? GroupId { get; set; }
    public List<string>? TLSSupportVersion { get; set; }
    public string? TLSCiphers { get; set; }
}
