namespace TencentCert.Core.Gaap.Wire;

/// <summary>What DescribeProxies takes; API page GAAP 2018-05-29 DescribeProxies.</summary>
public sealed class DescribeProxiesRequest
{
    public List<string>? InstanceIds { get; init; }
    public long? Offset { get; init; }
    public long? Limit { get; init; }
    public List<Filter>? Filters { get; init; }
    public List<string>? ProxyIds { get; init; }
    public List<TagPair>? TagSet { get; init; }
    public long? Independent { get; init; }
    public string? Order { get; init; }
    public string? OrderField { get; init; }
}

/// <summary>What DescribeProxies answers.</summary>
public sealed class DescribeProxiesResponse
{
    public long? TotalCount { get; init; }
    public List<ProxyInfo>? ProxySet { get; init; }
}
