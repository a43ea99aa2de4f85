using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Emulator.Ssl;

/// <summary>A page of the resources a certificate is bound to. Offset and limit count within each type and region, in instances.</summary>
internal sealed class BindingPage(List<CloudResource> resources, string certificateId, int offset, int limit)
{
    public DescribeCertificateBindResourceTaskDetailResponse ToResponse(string cacheTime) => new()
    {
        Status = 1,
        CacheTime = cacheTime,
        CLB = Regions("clb", page =>
            new ClbInstanceList { Region = page.Region, TotalCount = page.Total, InstanceList = page.Select(ResourceViews.LoadBalancer) }),
        CDN = Regions("cdn", page => new CdnInstanceList { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Cdn) }),
        WAF = Regions("waf", page =>
            new WafInstanceList { Region = page.Region, TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Waf) }),
        DDOS = Regions("ddos", page => new DdosInstanceList { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Ddos) }),
        LIVE = Regions("live", page => new LiveInstanceList { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Live) }),
        VOD = Regions("vod", page => new VODInstanceList { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Vod) }),
        TKE = Regions("tke", page =>
            new TkeInstanceList { Region = page.Region, TotalCount = page.Total, InstanceList = page.Select(ResourceViews.TkeCluster) }),
        APIGATEWAY = Regions("apigateway", page => new ApiGatewayInstanceList
        {
            Region = page.Region,
            TotalCount = page.Total,
            InstanceList = page.Select(ResourceViews.ApiGateway),
        }),
        TCB = Regions("tcb", page => new TCBInstanceList { Region = page.Region, Environments = page.Select(ResourceViews.Environment) }),
        TEO = Regions("teo", page => new TeoInstanceList { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Teo) }),
        TSE = Regions("tse", page =>
            new TSEInstanceList { Region = page.Region, TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Gateway) }),
        COS = Regions("cos", page =>
            new COSInstanceList { Region = page.Region, TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Cos) }),
        TDMQ = Regions("tdmq", page =>
            new TDMQInstanceList { Region = page.Region, TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Tdmq) }),
        MQTT = Regions("mqtt", page =>
            new MQTTInstanceList { Region = page.Region, TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Mqtt) }),
        GAAP = Regions("gaap", page => new GAAPInstanceList { TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Gaap) }),
        SCF = Regions("scf", page =>
            new SCFInstanceList { Region = page.Region, TotalCount = page.Total, InstanceList = page.Select(ResourceViews.Scf) }),
    };

    private List<T> Regions<T>(string type, Func<InstancePage, T> list) =>
    [
        .. resources.Where(resource => resource.Type == type).GroupBy(resource => resource.Region).Select(region =>
        {
            var instances = InstancePage.InstancesOf(region);
            return list(new InstancePage(
                instances.Count, instances.Skip(offset).Take(limit), _ => certificateId, _ => true, region.Key));
        }),
    ];
}
