namespace TencentCert.Core.Ssl.Wire;

/// <summary>TCBEnvironment of the API.</summary>
public sealed class TCBEnvironment
{
    public string? ID { get; init; }
    public string? Source { get; init; }
    public string? Name { get; init; }
    public string? Status { get; init; }
}
