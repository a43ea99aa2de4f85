namespace TencentCert.Core.Wire.Ssl;

/// <summary>ClbListener of the API.</summary>
public sealed partial class ClbListener
{
    public string? ListenerId { get; set; }
    public string? ListenerName { get; set; }
    public long? SniSwitch { get; set; }
    public string? Protocol { get; set; }
    public Certificate? Certificate { get; set; }
    public List<ClbListenerRule>? Rules { get; set; }
    public List<string>? NoMatchDomains { get; set; }
}
