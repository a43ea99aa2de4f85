namespace TencentCert.Core.Wire.Ssl;

/// <summary>TSEInstanceDetail of the API.</summary>
public sealed partial class TSEInstanceDetail
{
    public string? GatewayId { get; set; }
    public string? GatewayName { get; set; }
    public List<GatewayCertificate>? CertificateList { get; set; }
}
