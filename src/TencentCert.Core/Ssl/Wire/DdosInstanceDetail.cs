namespace TencentCert.Core.Ssl.Wire;

/// <summary>DdosInstanceDetail of the API.</summary>
public sealed class DdosInstanceDetail
{
    public string? Domain { get; init; }
    public string? InstanceId { get; init; }
    public string? Protocol { get; init; }
    public string? CertId { get; init; }
    public string? VirtualPort { get; init; }
}
