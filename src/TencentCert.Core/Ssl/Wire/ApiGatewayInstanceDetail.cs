namespace TencentCert.Core.Ssl.Wire;

/// <summary>ApiGatewayInstanceDetail of the API.</summary>
public sealed class ApiGatewayInstanceDetail
{
    public string? ServiceId { get; init; }
    public string? ServiceName { get; init; }
    public string? Domain { get; init; }
    public string? CertId { get; init; }
    public string? Protocol { get; init; }
}
