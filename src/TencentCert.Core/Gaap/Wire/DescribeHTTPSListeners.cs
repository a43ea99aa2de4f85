namespace TencentCert.Core.Gaap.Wire;

/// <summary>What DescribeHTTPSListeners takes; API page GAAP 2018-05-29 DescribeHTTPSListeners.</summary>
public sealed class DescribeHTTPSListenersRequest
{
    public string? ProxyId { get; init; }
    public string? GroupId { get; init; }
    public string? ListenerId { get; init; }
    public string? ListenerName { get; init; }
    public long? Port { get; init; }
    public long? Offset { get; init; }
    public long? Limit { get; init; }
    public string? SearchValue { get; init; }
    public long? Http3Supported { get; init; }
}

/// <summary>What DescribeHTTPSListeners answers.</summary>
public sealed class DescribeHTTPSListenersResponse
{
    public long? TotalCount { get; init; }
    public List<HTTPSListener>? ListenerSet { get; init; }
}
