namespace TencentCert.Core.Gaap.Wire;

/// <summary>What DescribeProxyGroupList takes; API page GAAP 2018-05-29 DescribeProxyGroupList.</summary>
public sealed class DescribeProxyGroupListRequest
{
    public required long Offset { get; init; }
    public required long Limit { get; init; }
    public required long ProjectId { get; init; }
    public List<Filter>? Filters { get; init; }
    public List<TagPair>? TagSet { get; init; }
}

/// <summary>What DescribeProxyGroupList answers.</summary>
public sealed class DescribeProxyGroupListResponse
{
    public long? TotalCount { get; init; }
    public List<ProxyGroupInfo>? ProxyGroupList { get; init; }
}
