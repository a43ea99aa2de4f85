namespace TencentCert.Core.Wire.Ssl;

/// <summary>ApiGatewayInstanceList of the API.</summary>
public sealed partial class ApiGatewayInstanceList
{
    public string? Region { get; set; }
    public List<ApiGatewayInstanceDetail>? InstanceList { get; set; }
    public long? TotalCount { get; set; }
    public string? Error { get; set; }
}
