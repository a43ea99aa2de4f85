namespace TencentCert.Core.Ssl.Wire;

/// <summary>ClbListener of the API.</summary>
public sealed class ClbListener
{
    public string? ListenerId { get; init; }
    public string? ListenerName { get; init; }
    public long? SniSwitch { get; init; }
    public string? Protocol { get; init; }
    public Certificate? Certificate { get; init; }
    public List<ClbListenerRule>? Rules { get; init; }
    public List<string>? NoMatchDomains { get; init; }
}
