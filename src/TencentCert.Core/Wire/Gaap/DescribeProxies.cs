namespace TencentCert.Core.Wire.Gaap;

/// <summary>What DescribeProxies takes; API page GAAP 2018-05-29 DescribeProxies.</summary>
public sealed partial class DescribeProxiesRequest
{
    public List<string>? InstanceIds { get; set; }
    public long? Offset { get; set; }
    public long? Limit { get; set; }
    public List<Filter>? Filters { get; set; }
    public List<string>? ProxyIds { get; set; }
    public List<TagPair>? TagSet { get; set; }
    public long? Independent { get; set; }
    public string? Order { get; set; }
    public string? OrderField { get; set; }
}

/// <summary>What DescribeProxies answers.</summary>
public sealed partial class DescribeProxiesResponse
{
    public long? TotalCount { get; set; }
    public List<ProxyInfo>? ProxySet { get; set; }
}
