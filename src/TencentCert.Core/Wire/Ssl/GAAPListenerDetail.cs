namespace TencentCert.Core.Wire.Ssl;

/// <summary>GAAPListenerDetail of the API.</summary>
public sealed partial class GAAPListenerDetail
{
    public string? ListenerStatus { get; set; }
    public string? ListenerId { get; set; }
    public string? ListenerName { get; set; }
    public List<string>? NoMatchDomains { get; set; }
    public List<string>? CertIdList { get; set; }
    public string? Protocol { get; set; }
}
