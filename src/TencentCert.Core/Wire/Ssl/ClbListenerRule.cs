namespace TencentCert.Core.Wire.Ssl;

/// <summary>ClbListenerRule of the API.</summary>
public sealed partial class ClbListenerRule
{
    public string? LocationId { get; set; }
    public string? Domain { get; set; }
    public bool? IsMatch { get; set; }
    public Certificate? Certificate { get; set; }
    public List<string>? NoMatchDomains { get; set; }
    public string? Url { get; set; }
}
