using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Emulator.Ssl;

/// <summary>A page of the resources a certificate is bound to. Offset and limit count within each type and region, in instances.</summary>
internal sealed class BindingPage(List<CloudResource> found, string certificateId, int offset, int limit)
{
    public DescribeCertificateBindResourceTaskDetailResponse ToResponse(string cacheTime) => new()
    {
        Status = 1,
        CacheTime = cacheTime,
        CLB = Regions(
            "clb", (region, total, page) =>
                new ClbInstanceList { Region = region, TotalCount = total,
                    InstanceList = [.. page.Select(parts => ResourceViews.Balancer(parts, _ => certificateId, _ => true))] }),
        CDN = Regions("cdn", (_, total, page) => new CdnInstanceList
        {
            TotalCount = total,
            InstanceList = [.. page.Select(one => ResourceViews.Cdn(one[0], certificateId))],
        }),
        WAF = Regions("waf", (region, total, page) => new WafInstanceList
        {
            Region = region, TotalCount = total, InstanceList = [.. page.Select(one => ResourceViews.Waf(one[0], certificateId))],
        }),
        DDOS = Regions("ddos", (_, total, page) => new DdosInstanceList
        {
            TotalCount = total,
            InstanceList = [.. page.Select(one => ResourceViews.Ddos(one[0], certificateId))],
        }),
        LIVE = Regions("live", (_, total, page) => new LiveInstanceList
        {
            TotalCount = total, InstanceList = [.. page.Select(one => ResourceViews.Live(one[0], certificateId))],
        }),
        VOD = Regions("vod", (_, total, page) => new VODInstanceList
        {
            TotalCount = total, InstanceList = [.. page.Select(one => ResourceViews.Vod(one[0], certificateId))],
        }),
        TKE = Regions(
            "tke", (region, total, page) =>
                new TkeInstanceList { Region = region, TotalCount = total,
                    InstanceList = [.. page.Select(parts => ResourceViews.Cluster(parts, _ => certificateId, _ => true))] }),
        APIGATEWAY = Regions("apigateway", (region, total, page) => new ApiGatewayInstanceList
        {
            Region = region,
            TotalCount = total,
            InstanceList = [.. page.Select(one => ResourceViews.ApiGateway(one[0], certificateId))],
        }),
        TCB = Regions("tcb", (region, _, page) => new TCBInstanceList { Region = region, Environments = [.. page.Select(Environment)] }),
        TEO = Regions("teo", (_, total, page) => new TeoInstanceList
        {
            TotalCount = total, InstanceList = [.. page.Select(one => ResourceViews.Teo(one[0], certificateId))],
        }),
        TSE = Regions("tse", (region, total, page) => new TSEInstanceList
        {
            Region = region,
            TotalCount = total,
            InstanceList = [.. page.Select(one => new TSEInstanceDetail
            {
                GatewayId = one[0].InstanceId,
                GatewayName = one[0].InstanceId,
                CertificateList = [.. one.Select(
                    part => new GatewayCertificate { Id = part.ListenerId, Name = "web", BindDomains = [part.Domain!], CertSource = "ssl",
                        CertId = certificateId })],
            })],
        }),
        COS = Regions("cos", (region, total, page) => new COSInstanceList
        {
            Region = region,
            TotalCount = total,
            InstanceList = [.. page.Select(one => ResourceViews.Cos(one[0], certificateId))],
        }),
        TDMQ = Regions("tdmq", (region, total, page) => new TDMQInstanceList
        {
            Region = region, TotalCount = total,
                InstanceList = [.. page.Select(
                    one => new TDMQInstanceDetail { InstanceId = one[0].InstanceId, InstanceName = one[0].InstanceId,
                        InstanceStatus = "RUNNING", CertId = certificateId })],
        }),
        MQTT = Regions("mqtt", (region, total, page) => new MQTTInstanceList
        {
            Region = region, TotalCount = total,
                InstanceList = [.. page.Select(
                    one => new MQTTInstanceDetail { InstanceId = one[0].InstanceId, InstanceName = one[0].InstanceId,
                        InstanceStatus = "RUNNING", ServerCertIdList = [certificateId] })],
        }),
        GAAP = Regions("gaap", (_, total, page) => new GAAPInstanceList
        {
            TotalCount = total,
            InstanceList = [.. page.Select(one => new GAAPInstanceDetail
            {
                InstanceId = one[0].InstanceId,
                InstanceName = one[0].InstanceId,
                ListenerList = [.. one.Select(
                    part => new GAAPListenerDetail { ListenerId = part.ListenerId, ListenerStatus = "ACTIVE", Protocol = "HTTPS",
                        CertIdList = [certificateId] })],
            })],
        }),
        SCF = Regions("scf", (region, total, page) => new SCFInstanceList
        {
            Region = region, TotalCount = total,
                InstanceList = [.. page.Select(
                    one => new SCFInstanceDetail { CertificateId = certificateId, Domain = one[0].Domain, Protocol = "HTTPS",
                        Region = region })],
        }),
    };

    private List<T> Regions<T>(string type, Func<string?, int, List<List<CloudResource>>, T> list) =>
    [
        .. found.Where(one => one.Type == type).GroupBy(one => one.Region).Select(region =>
        {
            var instances = region.GroupBy(ResourceViews.InstanceOf).Select(instance => instance.ToList()).ToList();
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
