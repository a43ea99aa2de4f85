namespace TencentCert.Core.Wire.Ssl;

/// <summary>ApiGatewayInstanceDetail of the API.</summary>
public sealed partial class ApiGatewayInstanceDetail
{
    public string? ServiceId { get; set; }
    public string? ServiceName { get; set; }
    public string? Domain { get; set; }
    public string? CertId { get; set; }
    public string? Protocol { get; set; }
}
