namespace TencentCert.Core.Wire.Gaap;

/// <summary>What DescribeHTTPSListeners takes; API page GAAP 2018-05-29 DescribeHTTPSListeners.</summary>
public sealed partial class DescribeHTTPSListenersRequest
{
    public string? ProxyId { get; set; }
    public string? GroupId { get; set; }
    public string? ListenerId { get; set; }
    public string? ListenerName { get; set; }
    public long? Port { get; set; }
    public long? Offset { get; set; }
    public long? Limit { get; set; }
    public string? SearchValue { get; set; }
    public long? Http3Supported { get; set; }
}

/// <summary>What DescribeHTTPSListeners answers.</summary>
public sealed partial class DescribeHTTPSListenersResponse
{
    public long? TotalCount { get; set; }
    public List<HTTPSListener>? ListenerSet { get; set; }
}
