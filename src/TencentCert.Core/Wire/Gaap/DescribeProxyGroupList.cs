namespace TencentCert.Core.Wire.Gaap;

/// <summary>What DescribeProxyGroupList takes; API page GAAP 2018-05-29 DescribeProxyGroupList.</summary>
public sealed partial class DescribeProxyGroupListRequest
{
    public required long Offset { get; set; }
    public required long Limit { get; set; }
    public required long ProjectId { get; set; }
    public List<Filter>? Filters { get; set; }
    public List<TagPair>? TagSet { get; set; }
}

/// <summary>What DescribeProxyGroupList answers.</summary>
public sealed partial class DescribeProxyGroupListResponse
{
    public long? TotalCount { get; set; }
    public List<ProxyGroupInfo>? ProxyGroupList { get; set; }
}
