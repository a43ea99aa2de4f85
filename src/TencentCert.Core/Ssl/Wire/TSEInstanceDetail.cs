namespace TencentCert.Core.Ssl.Wire;

/// <summary>TSEInstanceDetail of the API.</summary>
public sealed class TSEInstanceDetail
{
    public string? GatewayId { get; init; }
    public string? GatewayName { get; init; }
    public List<GatewayCertificate>? CertificateList { get; init; }
}
