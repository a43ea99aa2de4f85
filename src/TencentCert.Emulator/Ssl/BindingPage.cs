using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Emulator.Ssl;

/// <summary>A page of the resources a certificate is bound to. Offset and limit count within each type and region, in instances.</summary>
internal sealed class BindingPage(List<CloudResource> resources, string certificateId, int offset, int limit)
{
    public DescribeCertificateBindResourceTaskDetailResponse ToResponse(string cacheTime) => new()
    {
        Status = 1,
        CacheTime = cacheTime,
        CLB = Regions(
            "clb", (region, total, page) =>
                new ClbInstanceList { Region = region, TotalCount = total,
                    InstanceList = [.. page.Select(instance => ResourceViews.LoadBalancer(instance, _ => certificateId, _ => true))] }),
        CDN = Regions("cdn", (_, total, page) => new CdnInstanceList
        {
            TotalCount = total,
            InstanceList = [.. page.Select(instance => ResourceViews.Cdn(instance[0], certificateId))],
        }),
        WAF = Regions("waf", (region, total, page) => new WafInstanceList
        {
            Region = region, TotalCount = total, InstanceList = [.. page.Select(instance => ResourceViews.Waf(instance[0], certificateId))],
        }),
        DDOS = Regions("ddos", (_, total, page) => new DdosInstanceList
        {
            TotalCount = total,
            InstanceList = [.. page.Select(instance => ResourceViews.Ddos(instance[0], certificateId))],
        }),
        LIVE = Regions("live", (_, total, page) => new LiveInstanceList
        {
            TotalCount = total, InstanceList = [.. page.Select(instance => ResourceViews.Live(instance[0], certificateId))],
        }),
        VOD = Regions("vod", (_, total, page) => new VODInstanceList
        {
            TotalCount = total, InstanceList = [.. page.Select(instance => ResourceViews.Vod(instance[0], certificateId))],
        }),
        TKE = Regions(
            "tke", (region, total, page) =>
                new TkeInstanceList { Region = region, TotalCount = total,
                    InstanceList = [.. page.Select(instance => ResourceViews.TkeCluster(instance, _ => certificateId, _ => true))] }),
        APIGATEWAY = Regions("apigateway", (region, total, page) => new ApiGatewayInstanceList
        {
            Region = region,
            TotalCount = total,
            InstanceList = [.. page.Select(instance => ResourceViews.ApiGateway(instance[0], certificateId))],
        }),
        TCB = Regions("tcb", (region, _, page) => new TCBInstanceList { Region = region, Environments = [.. page.Select(Environment)] }),
        TEO = Regions("teo", (_, total, page) => new TeoInstanceList
        {
            TotalCount = total, InstanceList = [.. page.Select(instance => ResourceViews.Teo(instance[0], certificateId))],
        }),
        TSE = Regions("tse", (region, total, page) => new TSEInstanceList
        {
            Region = region,
            TotalCount = total,
            InstanceList = [.. page.Select(instance => new TSEInstanceDetail
            {
                GatewayId = instance[0].InstanceId,
                GatewayName = instance[0].InstanceId,
                CertificateList = [.. instance.Select(
                    part => new GatewayCertificate { Id = part.ListenerId, Name = "web", BindDomains = [part.Domain!], CertSource = "ssl",
                        CertId = certificateId })],
            })],
        }),
        COS = Regions("cos", (region, total, page) => new COSInstanceList
        {
            Region = region,
            TotalCount = total,
            InstanceList = [.. page.Select(instance => ResourceViews.Cos(instance[0], certificateId))],
        }),
        TDMQ = Regions("tdmq", (region, total, page) => new TDMQInstanceList
        {
            Region = region, TotalCount = total,
                InstanceList = [.. page.Select(
                    instance => new TDMQInstanceDetail { InstanceId = instance[0].InstanceId, InstanceName = instance[0].InstanceId,
                        InstanceStatus = "RUNNING", CertId = certificateId })],
        }),
        MQTT = Regions("mqtt", (region, total, page) => new MQTTInstanceList
        {
            Region = region, TotalCount = total,
                InstanceList = [.. page.Select(
                    instance => new MQTTInstanceDetail { InstanceId = instance[0].InstanceId, InstanceName = instance[0].InstanceId,
                        InstanceStatus = "RUNNING", ServerCertIdList = [certificateId] })],
        }),
        GAAP = Regions("gaap", (_, total, page) => new GAAPInstanceList
        {
            TotalCount = total,
            InstanceList = [.. page.Select(instance => new GAAPInstanceDetail
            {
                InstanceId = instance[0].InstanceId,
                InstanceName = instance[0].InstanceId,
                ListenerList = [.. instance.Select(
                    part => new GAAPListenerDetail { ListenerId = part.ListenerId, ListenerStatus = "ACTIVE", Protocol = "HTTPS",
                        CertIdList = [certificateId] })],
            })],
        }),
        SCF = Regions("scf", (region, total, page) => new SCFInstanceList
        {
            Region = region, TotalCount = total,
                InstanceList = [.. page.Select(
                    instance => new SCFInstanceDetail { CertificateId = certificateId, Domain = instance[0].Domain, Protocol = "HTTPS",
                        Region = region })],
        }),
    };

    private List<T> Regions<T>(string type, Func<string?, int, List<List<CloudResource>>, T> list) =>
    [
        .. resources.Where(resource => resource.Type == type).GroupBy(resource => resource.Region).Select(region =>
        {
            var instances = region.GroupBy(ResourceViews.InstanceKey).Select(instance => instance.ToList()).ToList();
            return list(region.Key, instances.Count, [.. instances.Skip(offset).Take(limit)]);
        }),
    ];

    private TCBEnvironments Environment(List<CloudResource> parts) => new()
    {
        Environment = new TCBEnvironment { ID = parts[0].InstanceId, Name = parts[0].InstanceId, Source = "miniapp", Status = "NORMAL" },
        AccessService = new TCBAccessService
        {
            TotalCount = parts.Count,
            InstanceList =
                [.. parts.Select(part => new TCBAccessInstance { Domain = part.Domain, Status = 1, OldCertificateId = certificateId })],
        },
    };
}
