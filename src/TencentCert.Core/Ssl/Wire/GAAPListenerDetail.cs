namespace TencentCert.Core.Ssl.Wire;

/// <summary>GAAPListenerDetail of the API.</summary>
public sealed class GAAPListenerDetail
{
    public string? ListenerStatus { get; init; }
    public string? ListenerId { get; init; }
    public string? ListenerName { get; init; }
    public List<string>? NoMatchDomains { get; init; }
    public List<string>? CertIdList { get; init; }
    public string? Protocol { get; init; }
}
