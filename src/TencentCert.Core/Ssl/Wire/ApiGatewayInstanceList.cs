namespace TencentCert.Core.Ssl.Wire;

/// <summary>ApiGatewayInstanceList of the API.</summary>
public sealed class ApiGatewayInstanceList
{
    public string? Region { get; init; }
    public List<ApiGatewayInstanceDetail>? InstanceList { get; init; }
    public long? TotalCount { get; init; }
    public string? Error { get; init; }
}
