using TencentCert.Core.Wire.Ssl;


namespace TencentCert.Emulator.Ssl;

/// <summary>A page of the resources a certificate is bound to. Offset and limit count within each type and region, in instances.</summary>
internal sealed class BindingPage(List<CloudResource> found, string certificateId, int offset, int limit)
{
    public DescribeCertificateBindResourceTaskDetailResponse ToResponse(string cacheTime) => new()
    {
        Status = 1,
        CacheTime = cacheTime,
        CLB = Regions("clb", (region, total, page) => new ClbInstanceList { Region = region, TotalCount = total, InstanceList = [.. page.Select(Balancer)] }),
        CDN = Regions("cdn", (_, total, page) => new CdnInstanceList
        {
            TotalCount = total,
            InstanceList = [.. page.Select(one => new CdnInstanceDetail { Domain = one[0].Domain, CertId = certificateId, Status = "online", HttpsBillingSwitch = "on" })],
        }),
        WAF = Regions("waf", (region, total, page) => new WafInstanceList
        {
            Region = region, TotalCount = total, InstanceList = [.. page.Select(one => new WafInstanceDetail { Domain = one[0].Domain, CertId = certificateId, Keepalive = 1 })],
        }),
        DDOS = Regions("ddos", (_, total, page) => new DdosInstanceList
        {
            TotalCount = total,
            InstanceList = [.. page.Select(one => new DdosInstanceDetail { Domain = one[0].Domain, InstanceId = one[0].InstanceId, Protocol = "https", CertId = certificateId, VirtualPort = "443" })],
        }),
        LIVE = Regions("live", (_, total, page) => new LiveInstanceList
        {
            TotalCount = total, InstanceList = [.. page.Select(one => new LiveInstanceDetail { Domain = one[0].Domain, CertId = certificateId, Status = 1 })],
        }),
        VOD = Regions("vod", (_, total, page) => new VODInstanceList
        {
            TotalCount = total, InstanceList = [.. page.Select(one => new VodInstanceDetail { Domain = one[0].Domain, CertId = certificateId })],
        }),
        TKE = Regions("tke", (region, total, page) => new TkeInstanceList { Region = region, TotalCount = total, InstanceList = [.. page.Select(Cluster)] }),
        APIGATEWAY = Regions("apigateway", (region, total, page) => new ApiGatewayInstanceList
        {
            Region = region,
            TotalCount = total,
            InstanceList = [.. page.Select(one => new ApiGatewayInstanceDetail { ServiceId = one[0].InstanceId, ServiceName = one[0].InstanceId, Domain = one[0].Domain, CertId = certificateId, Protocol = "https" })],
        }),
        TCB = Regions("tcb", (region, _, page) => new TCBInstanceList { Region = region, Environments = [.. page.Select(Environment)] }),
        TEO = Regions("teo", (_, total, page) => new TeoInstanceList
        {
            TotalCount = total, InstanceList = [.. page.Select(one => new TeoInstanceDetail { Host = one[0].Domain, CertId = certificateId, ZoneId = one[0].InstanceId, Status = "deployed" })],
        }),
        TSE = Regions("tse", (region, total, page) => new TSEInstanceList
        {
            Region = region,
            TotalCount = total,
            InstanceList = [.. page.Select(one => new TSEInstanceDetail
            {
                GatewayId = one[0].InstanceId,
                GatewayName = one[0].InstanceId,
                CertificateList = [.. one.Select(part => new GatewayCertificate { Id = part.ListenerId, Name = "web", BindDomains = [part.Domain!], CertSource = "ssl", CertId = certificateId })],
            })],
        }),
        COS = Regions("cos", (region, total, page) => new COSInstanceList
        {
            Region = region,
            TotalCount = total,
            InstanceList = [.. page.Select(one => new CosInstanceDetail { Domain = one[0].Domain, CertId = certificateId, Status = "ENABLED", Bucket = one[0].InstanceId, Region = region })],
        }),
        TDMQ = Regions("tdmq", (region, total, page) => new TDMQInstanceList
        {
            Region = region, TotalCount = total, InstanceList = [.. page.Select(one => new TDMQInstanceDetail { InstanceId = one[0].InstanceId, InstanceName = one[0].InstanceId, InstanceStatus = "RUNNING", CertId = certificateId })],
        }),
        MQTT = Regions("mqtt", (region, total, page) => new MQTTInstanceList
        {
            Region = region, TotalCount = total, InstanceList = [.. page.Select(one => new MQTTInstanceDetail { InstanceId = one[0].InstanceId, InstanceName = one[0].InstanceId, InstanceStatus = "RUNNING", ServerCertIdList = [certificateId] })],
        }),
        GAAP = Regions("gaap", (_, total, page) => new GAAPInstanceList
        {
            TotalCount = total,
            InstanceList = [.. page.Select(one => new GAAPInstanceDetail
            {
                InstanceId = one[0].InstanceId,
                InstanceName = one[0].InstanceId,
                ListenerList = [.. one.Select(part => new GAAPListenerDetail { ListenerId = part.ListenerId, ListenerStatus = "ACTIVE", Protocol = "HTTPS", CertIdList = [certificateId] })],
            })],
        }),
        SCF = Regions("scf", (region, total, page) => new SCFInstanceList
        {
            Region = region, TotalCount = total, InstanceList = [.. page.Select(one => new SCFInstanceDetail { CertificateId = certificateId, Domain = one[0].Domain, Protocol = "HTTPS", Region = region })],
        }),
    };

    // Kinds whose instances hold several resources count the instances.
    private static string InstanceOf(CloudResource one) => one.Type is "clb" or "tke" or "tse" or "gaap" or "tcb" ? one.InstanceId! : one.Name;

    private List<T> Regions<T>(string type, Func<string?, int, List<List<CloudResource>>, T> list) =>
    [
        .. found.Where(one => one.Type == type).GroupBy(one => one.Region).Select(region =>
        {
            var instances = region.GroupBy(InstanceOf).Select(instance => instance.ToList()).ToList();
            return list(region.Key, instances.Count, [.. instances.Skip(offset).Take(limit)]);
        }),
    ];

    private ClbInstanceDetail Balancer(List<CloudResource> parts) => new()
    {
        LoadBalancerId = parts[0].InstanceId,
        LoadBalancerName = parts[0].InstanceId,
        Forward = 1,
        Listeners =
        [
            .. parts.GroupBy(part => part.ListenerId).Select(listener => new ClbListener
            {
                ListenerId = listener.Key,
                ListenerName = listener.Key,
                SniSwitch = listener.First().HasServerNameIndication ? 1 : 0,
                Protocol = listener.First().Domain is null ? "TCP_SSL" : "HTTPS",
                Certificate = listener.First().HasServerNameIndication ? null : new Certificate { CertId = certificateId },
                Rules = listener.First().Domain is null ? null :
                [
                    .. listener.Select(rule => new ClbListenerRule { LocationId = "loc-" + rule.Domain, Domain = rule.Domain, IsMatch = true, Url = "/", Certificate = new Certificate { CertId = certificateId } }),
                ],
            }),
        ],
    };

    private TkeInstanceDetail Cluster(List<CloudResource> parts) => new()
    {
        ClusterId = parts[0].InstanceId,
        ClusterName = parts[0].InstanceId,
        ClusterType = "tke",
        NamespaceList =
        [
            .. parts.GroupBy(part => part.ListenerId!.Split('|')[0]).Select(space => new TkeNameSpaceDetail
            {
                Name = space.Key,
                SecretList =
                [
                    .. space.Select(secret => new TkeSecretDetail
                    {
                        Name = secret.ListenerId!.Split('|')[1],
                        CertId = certificateId,
                        IngressList = [new TkeIngressDetail { IngressName = "web", TlsDomains = [secret.Domain!], Domains = [secret.Domain!] }],
                    }),
                ],
            }),
        ],
    };

    private TCBEnvironments Environment(List<CloudResource> parts) => new()
    {
        Environment = new TCBEnvironment { ID = parts[0].InstanceId, Name = parts[0].InstanceId, Source = "miniapp", Status = "NORMAL" },
        AccessService = new TCBAccessService
        {
            TotalCount = parts.Count,
            InstanceList = [.. parts.Select(part => new TCBAccessInstance { Domain = part.Domain, Status = 1, OldCertificateId = certificateId })],
        },
    };
}
