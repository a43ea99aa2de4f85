using System.Globalization;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Converts the resources of every type, which have sixteen formats, into one.</summary>
internal static class SslBindingReader
{
    private const string? NoRegion = null;

    /// <summary>A resource type's part of a page, in one region: instances on this page, and the total where it is known.</summary>
    public sealed record Section(
        string ResourceType, string? Region, int Count, long? Total, string? Error, IEnumerable<SslCertificateBinding> Bindings);

    public static IEnumerable<Section> Read(DescribeCertificateBindResourceTaskDetailResponse page, string id)
    {
        Section[] sections =
        [
            .. Of("clb", page.CLB, list => (list.Region, list.InstanceList, list.TotalCount, list.Error), (item, at) => Clb(item, at, id)),
            .. Of("cdn", page.CDN, list => (NoRegion, list.InstanceList, list.TotalCount, list.Error), Cdn),
            .. Of("waf", page.WAF, list => (list.Region, list.InstanceList, list.TotalCount, list.Error), Waf),
            .. Of("ddos", page.DDOS, list => (NoRegion, list.InstanceList, list.TotalCount, list.Error), Ddos),
            .. Of("live", page.LIVE, list => (NoRegion, list.InstanceList, list.TotalCount, list.Error), Live),
            .. Of("vod", page.VOD, list => (NoRegion, list.InstanceList, list.TotalCount, list.Error), Vod),
            .. Of("tke", page.TKE, list => (list.Region, list.InstanceList, list.TotalCount, list.Error), Tke),
            .. Of("apigateway", page.APIGATEWAY, list => (list.Region, list.InstanceList, list.TotalCount, list.Error), ApiGateway),
            .. Of("tcb", page.TCB, list => (list.Region, list.Environments, (long?)null, list.Error), Tcb),
            .. Of("teo", page.TEO, list => (NoRegion, list.InstanceList, list.TotalCount, list.Error), EdgeOne),
            .. Of("tse", page.TSE, list => (list.Region, list.InstanceList, list.TotalCount, list.Error), Tse),
            .. Of("cos", page.COS, list => (list.Region, list.InstanceList, list.TotalCount, list.Error), Cos),
            .. Of("tdmq", page.TDMQ, list => (list.Region, list.InstanceList, list.TotalCount, list.Error), (item, region) =>
                [New("tdmq", id, region, null, item.InstanceStatus, null, item.InstanceId, item.InstanceName)]),
            .. Of("mqtt", page.MQTT, list => (list.Region, list.InstanceList, list.TotalCount, list.Error), (item, region) =>
                [New("mqtt", id, region, null, item.InstanceStatus, Joined(item.InstanceId, id), item.InstanceId, item.InstanceName)]),
            .. Of("gaap", page.GAAP, list => (NoRegion, list.InstanceList, list.TotalCount, list.Error), Gaap),
            .. Of("scf", page.SCF, list => (list.Region, list.InstanceList, list.TotalCount, list.Error), (item, region) =>
                [New("scf", id, item.Region ?? region, item.Domain, item.Protocol, null)]),
        ];
        return sections.Select(section => section with
        {
            Bindings = section.Bindings.Select(binding => binding with { CertificateId = id }),
        });
    }

    public static IEnumerable<SslCertificateBinding> Cdn(CdnInstanceDetail item, string? region) =>
        [New("cdn", item.CertId, region, item.Domain, item.Status, Joined(item.Domain, item.HttpsBillingSwitch ?? "off"))];

    public static IEnumerable<SslCertificateBinding> Waf(WafInstanceDetail item, string? region) =>
        [New("waf", item.CertId, region, item.Domain, null, item.Domain)];

    public static IEnumerable<SslCertificateBinding> Ddos(DdosInstanceDetail item, string? region) =>
    [
        New("ddos", item.CertId, region, item.Domain, item.Protocol, Joined(item.InstanceId, item.Domain, item.VirtualPort),
            item.InstanceId),
    ];

    public static IEnumerable<SslCertificateBinding> Live(LiveInstanceDetail item, string? region) =>
        [New("live", item.CertId, region, item.Domain, Text(item.Status), item.Domain)];

    public static IEnumerable<SslCertificateBinding> Vod(VodInstanceDetail item, string? region) =>
        [New("vod", item.CertId, region, item.Domain, null, item.Domain)];

    public static IEnumerable<SslCertificateBinding> ApiGateway(ApiGatewayInstanceDetail item, string? region) =>
    [
        New("apigateway", item.CertId, region, item.Domain, item.Protocol, Joined(item.ServiceId, item.Domain), item.ServiceId,
            item.ServiceName),
    ];

    public static IEnumerable<SslCertificateBinding> EdgeOne(TeoInstanceDetail item, string? region) =>
        [New("teo", item.CertId, region, item.Host, item.Status, item.Host, item.ZoneId)];

    public static IEnumerable<SslCertificateBinding> Cos(CosInstanceDetail item, string? region)
    {
        region = item.Region ?? region;
        return [New("cos", item.CertId, region, item.Domain, item.Status, Joined(region, item.Bucket, item.Domain), item.Bucket)];
    }

    public static SslCertificateBinding Listener(
        ClbInstanceDetail balancer, ClbListener listener, string? domain, string? certificateId, string? region) => New(
        "clb", certificateId, region, domain, listener.Protocol,
        domain is null
            ? Joined(balancer.LoadBalancerId, listener.ListenerId)
            : Joined(balancer.LoadBalancerId, listener.ListenerId, domain),
        balancer.LoadBalancerId, balancer.LoadBalancerName, listener.ListenerId);

    public static SslCertificateBinding Secret(
        TkeInstanceDetail cluster, TkeNameSpaceDetail space, TkeSecretDetail secret, string? region) =>
        New("tke", secret.CertId, region, null, cluster.ClusterType, Joined(cluster.ClusterId, space.Name, secret.Name), cluster.ClusterId,
            cluster.ClusterName, $"{space.Name}/{secret.Name}") with
        {
            Domain = secret.IngressList.NonNull().SelectMany(ingress => ingress.TlsDomains.NonNull()).Distinct().ToArray(),
        };

    public static SslCertificateBinding New(
        string type, string? certificateId, string? region, string? domain, string? status, string? instance, string? instanceId = null,
        string? instanceName = null, string? listenerId = null) => new()
    {
        CertificateId = certificateId ?? "",
        ResourceType = type,
        Region = region,
        Domain = string.IsNullOrEmpty(domain) ? [] : new[] { domain },
        Status = status,
        Instance = instance.NullIfEmpty(),
        InstanceId = instanceId,
        InstanceName = instanceName,
        ListenerId = listenerId,
    };

    // A missing part would give an invalid instance name.
    public static string? Joined(params string?[] parts) => parts.Any(string.IsNullOrEmpty) ? null : string.Join('|', parts);

    private static IEnumerable<Section> Of<TList, TItem>(
        string type, List<TList>? lists, Func<TList, (string? Region, List<TItem>? Items, long? Total, string? Error)> parts,
        Func<TItem, string?, IEnumerable<SslCertificateBinding>> read)
        where TList : class
        where TItem : class =>
        from list in lists.NonNull().Select(parts)
        select new Section(
            type, list.Region.NullIfEmpty(), list.Items?.Count ?? 0, list.Total,
            string.IsNullOrWhiteSpace(list.Error) ? null : list.Error, list.Items.NonNull().SelectMany(item => read(item, list.Region)));

    // With SNI each domain has its certificate; without, the listener has one for all.
    private static IEnumerable<SslCertificateBinding> Clb(ClbInstanceDetail balancer, string? region, string id) =>
        from listener in balancer.Listeners.NonNull()
        let rules = listener.Rules.NonNull().ToList()
        from binding in listener.SniSwitch == 1 && rules.Count > 0
            ? rules.Where(rule => rule.Certificate?.CertId is null || rule.Certificate.CertId == id).DistinctBy(rule => rule.Domain)
                .Select(rule => Listener(balancer, listener, rule.Domain, id, region))
            : [Listener(balancer, listener, null, id, region) with
            {
                Domain = rules.Select(rule => rule.Domain ?? "").Where(name => name.Length > 0).Distinct().ToArray(),
            }]
        select binding;

    private static IEnumerable<SslCertificateBinding> Tke(TkeInstanceDetail cluster, string? region) =>
        from space in cluster.NamespaceList.NonNull()
        from secret in space.SecretList.NonNull()
        select Secret(cluster, space, secret, region);

    private static IEnumerable<SslCertificateBinding> Tcb(TCBEnvironments environment, string? region)
    {
        var access = (environment.AccessService?.InstanceList).NonNull()
            .Select(service => (Kind: "AccessService", service.Domain, Status: Text(service.Status)));
        var host = (environment.HostService?.InstanceList).NonNull()
            .Select(service => (Kind: "HostService", service.Domain, Status: service.Status));
        return access.Concat(host).Select(service => New(
            "tcb", null, region, service.Domain, service.Status,
            Joined(service.Kind, region, environment.Environment?.ID, service.Domain), environment.Environment?.ID,
            environment.Environment?.Name, service.Kind));
    }

    private static IEnumerable<SslCertificateBinding> Tse(TSEInstanceDetail gateway, string? region) =>
        gateway.CertificateList.NonNull().Select(certificate => New(
            "tse", null, region, null, certificate.Name, Joined(gateway.GatewayId, certificate.Id), gateway.GatewayId, gateway.GatewayName,
            certificate.Id) with { Domain = certificate.BindDomains.NonNull().ToArray() });

    private static IEnumerable<SslCertificateBinding> Gaap(GAAPInstanceDetail accelerator, string? region) =>
        accelerator.ListenerList.NonNull().Select(listener => New(
            "gaap", null, region, null, listener.ListenerStatus, Joined(accelerator.InstanceId, listener.ListenerId),
            accelerator.InstanceId, accelerator.InstanceName, listener.ListenerId));

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
