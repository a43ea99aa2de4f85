namespace TencentCert.Core.Ssl.Wire;

/// <summary>TCBInstanceList of the API.</summary>
public sealed class TCBInstanceList
{
    public string? Region { get; init; }
    public List<TCBEnvironments>? Environments { get; init; }
    public string? Error { get; init; }
}
