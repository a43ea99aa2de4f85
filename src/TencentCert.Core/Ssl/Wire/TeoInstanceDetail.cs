namespace TencentCert.Core.Ssl.Wire;

/// <summary>TeoInstanceDetail of the API.</summary>
public sealed class TeoInstanceDetail
{
    public string? Host { get; init; }
    public string? CertId { get; init; }
    public string? ZoneId { get; init; }
    public string? Status { get; init; }
    public string? Algorithm { get; init; }
}
