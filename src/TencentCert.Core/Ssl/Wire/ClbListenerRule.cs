namespace TencentCert.Core.Ssl.Wire;

/// <summary>ClbListenerRule of the API.</summary>
public sealed class ClbListenerRule
{
    public string? LocationId { get; init; }
    public string? Domain { get; init; }
    public bool? IsMatch { get; init; }
    public Certificate? Certificate { get; init; }
    public List<string>? NoMatchDomains { get; init; }
    public string? Url { get; init; }
}
