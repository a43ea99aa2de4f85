namespace TencentCert.Core.Wire.Ssl;

/// <summary>What DescribeCertificateBindResourceTaskDetail takes; API page SSL 2019-12-05 DescribeCertificateBindResourceTaskDetail.</summary>
public sealed partial class DescribeCertificateBindResourceTaskDetailRequest
{
    public required string TaskId { get; set; }
    public string? Limit { get; set; }
    public string? Offset { get; set; }
    public List<string>? ResourceTypes { get; set; }
    public List<string>? Regions { get; set; }
}

/// <summary>What DescribeCertificateBindResourceTaskDetail answers.</summary>
public sealed partial class DescribeCertificateBindResourceTaskDetailResponse
{
    public List<ClbInstanceList>? CLB { get; set; }
    public List<CdnInstanceList>? CDN { get; set; }
    public List<WafInstanceList>? WAF { get; set; }
    public List<DdosInstanceList>? DDOS { get; set; }
    public List<LiveInstanceList>? LIVE { get; set; }
    public List<VODInstanceList>? VOD { get; set; }
    public List<TkeInstanceList>? TKE { get; set; }
    public List<ApiGatewayInstanceList>? APIGATEWAY { get; set; }
    public List<TCBInstanceList>? TCB { get; set; }
    public List<TeoInstanceList>? TEO { get; set; }
    public long? Status { get; set; }
    public string? CacheTime { get; set; }
    public List<TSEInstanceList>? TSE { get; set; }
    public List<COSInstanceList>? COS { get; set; }
    public List<TDMQInstanceList>? TDMQ { get; set; }
    public List<MQTTInstanceList>? MQTT { get; set; }
    public List<GAAPInstanceList>? GAAP { get; set; }
    public List<SCFInstanceList>? SCF { get; set; }
}
