namespace TencentCert.Core.Ssl.Wire;

/// <summary>What DescribeCertificateBindResourceTaskDetail takes; API page SSL 2019-12-05 DescribeCertificateBindResourceTaskDetail.</summary>
public sealed class DescribeCertificateBindResourceTaskDetailRequest
{
    public required string TaskId { get; init; }
    public string? Limit { get; init; }
    public string? Offset { get; init; }
    public List<string>? ResourceTypes { get; init; }
    public List<string>? Regions { get; init; }
}

/// <summary>What DescribeCertificateBindResourceTaskDetail answers.</summary>
public sealed class DescribeCertificateBindResourceTaskDetailResponse
{
    public List<ClbInstanceList>? CLB { get; init; }
    public List<CdnInstanceList>? CDN { get; init; }
    public List<WafInstanceList>? WAF { get; init; }
    public List<DdosInstanceList>? DDOS { get; init; }
    public List<LiveInstanceList>? LIVE { get; init; }
    public List<VODInstanceList>? VOD { get; init; }
    public List<TkeInstanceList>? TKE { get; init; }
    public List<ApiGatewayInstanceList>? APIGATEWAY { get; init; }
    public List<TCBInstanceList>? TCB { get; init; }
    public List<TeoInstanceList>? TEO { get; init; }
    public long? Status { get; init; }
    public string? CacheTime { get; init; }
    public List<TSEInstanceList>? TSE { get; init; }
    public List<COSInstanceList>? COS { get; init; }
    public List<TDMQInstanceList>? TDMQ { get; init; }
    public List<MQTTInstanceList>? MQTT { get; init; }
    public List<GAAPInstanceList>? GAAP { get; init; }
    public List<SCFInstanceList>? SCF { get; init; }
}
