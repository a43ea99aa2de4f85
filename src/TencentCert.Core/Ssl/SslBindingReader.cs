using System.Globalization;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Converts the sixteen response formats of a task into one.</summary>
internal static class SslBindingReader
{
    /// <summary>A resource type's part of a page, in one region: instances on this page, and the total where it is known.</summary>
    public sealed record Section(
        string ResourceType, string? Region, int Count, long? Total, string? Error, IEnumerable<SslCertificateBinding> Bindings);

    public static IEnumerable<Section> Read(DescribeCertificateBindResourceTaskDetailResponse page, string id) =>
    [
        .. Sections(page.CLB, list => Of("clb", list.Region, list.InstanceList, list.TotalCount, list.Error, item =>
            Clb(item, list.Region, id))),
        .. Sections(page.CDN, list => Of("cdn", null, list.InstanceList, list.TotalCount, list.Error, item =>
            [New("cdn", id, null, item.Domain, item.Status, Joined(item.Domain, item.HttpsBillingSwitch ?? "off"))])),
        .. Sections(
            page.WAF,
            list => Of(
                "waf", list.Region, list.InstanceList, list.TotalCount, list.Error,
                item => [New("waf", id, list.Region, item.Domain, null, item.Domain)])),
        .. Sections(page.DDOS, list => Of("ddos", null, list.InstanceList, list.TotalCount, list.Error, item =>
            [New("ddos", id, null, item.Domain, item.Protocol,
                Joined(item.InstanceId, item.Domain, item.VirtualPort)) with { InstanceId = item.InstanceId }])),
        .. Sections(
            page.LIVE,
            list => Of(
                "live", null, list.InstanceList, list.TotalCount, list.Error,
                item => [New("live", id, null, item.Domain, Text(item.Status), item.Domain)])),
        .. Sections(
            page.VOD,
            list => Of(
                "vod", null, list.InstanceList, list.TotalCount, list.Error,
                item => [New("vod", id, null, item.Domain, null, item.Domain)])),
        .. Sections(page.TKE, list => Of("tke", list.Region, list.InstanceList, list.TotalCount, list.Error, item =>
            Tke(item, list.Region, id))),
        .. Sections(page.APIGATEWAY, list => Of("apigateway", list.Region, list.InstanceList, list.TotalCount, list.Error, item =>
            [New("apigateway", id, list.Region, item.Domain, item.Protocol,
                Joined(item.ServiceId, item.Domain)) with { InstanceId = item.ServiceId, InstanceName = item.ServiceName }])),
        .. Sections(page.TCB, list => Of("tcb", list.Region, list.Environments, null, list.Error, item => Tcb(item, list.Region, id))),
        .. Sections(page.TEO, list => Of("teo", null, list.InstanceList, list.TotalCount, list.Error, item =>
            [New("teo", id, null, item.Host, item.Status, item.Host) with { InstanceId = item.ZoneId }])),
        .. Sections(page.TSE, list => Of("tse", list.Region, list.InstanceList, list.TotalCount, list.Error, item =>
            Tse(item, list.Region, id))),
        .. Sections(page.COS, list => Of("cos", list.Region, list.InstanceList, list.TotalCount, list.Error, item =>
            [New("cos", id, item.Region ?? list.Region, item.Domain, item.Status,
                Joined(item.Region ?? list.Region, item.Bucket, item.Domain)) with { InstanceId = item.Bucket }])),
        .. Sections(page.TDMQ, list => Of("tdmq", list.Region, list.InstanceList, list.TotalCount, list.Error, item =>
            [New("tdmq", id, list.Region, null, item.InstanceStatus, null) with { InstanceId = item.InstanceId,
                InstanceName = item.InstanceName }])),
        .. Sections(page.MQTT, list => Of("mqtt", list.Region, list.InstanceList, list.TotalCount, list.Error, item =>
            [New("mqtt", id, list.Region, null, item.InstanceStatus, Joined(item.InstanceId, id)) with { InstanceId = item.InstanceId,
                InstanceName = item.InstanceName }])),
        .. Sections(page.GAAP, list => Of("gaap", null, list.InstanceList, list.TotalCount, list.Error, item => Gaap(item, id))),
        .. Sections(
            page.SCF,
            list => Of(
                "scf", list.Region, list.InstanceList, list.TotalCount, list.Error,
                item => [New("scf", id, item.Region ?? list.Region, item.Domain, item.Protocol, null)])),
    ];

    private static IEnumerable<Section> Sections<T>(List<T>? lists, Func<T, Section> read)
        where T : class =>
        lists.NonNull().Select(read);

    private static Section Of<T>(
        string type, string? region, List<T>? items, long? total, string? error, Func<T, IEnumerable<SslCertificateBinding>> read)
        where T : class =>
        new(type, region.NullIfEmpty(), items?.Count ?? 0, total, string.IsNullOrWhiteSpace(error) ? null : error,
            items.NonNull().SelectMany(read));

    // With SNI each domain has its certificate; without, the listener has one for all.
    private static IEnumerable<SslCertificateBinding> Clb(ClbInstanceDetail balancer, string? region, string id)
    {
        foreach (var listener in balancer.Listeners.NonNull())
        {
            var rules = listener.Rules.NonNull().ToList();
            var parts = listener.SniSwitch == 1 && rules.Count > 0
                ? rules.Where(rule => rule.Certificate?.CertId is null || rule.Certificate.CertId == id)
                .Select(rule => (Domains: Names(rule.Domain), Domain: rule.Domain)).DistinctBy(part => part.Domain)
                : [(Domains: rules.Select(rule => rule.Domain ?? "").Where(name => name.Length > 0).Distinct().ToArray(), Domain: null)];
            foreach (var (domains, domain) in parts)
            {
                yield return new SslCertificateBinding
                {
                    CertificateId = id,
                    ResourceType = "clb",
                    Region = region,
                    InstanceId = balancer.LoadBalancerId,
                    InstanceName = balancer.LoadBalancerName,
                    ListenerId = listener.ListenerId,
                    Domain = domains,
                    Instance = domain is null
                        ? Joined(balancer.LoadBalancerId, listener.ListenerId)
                        : Joined(balancer.LoadBalancerId, listener.ListenerId, domain),
                    Status = listener.Protocol,
                };
            }
        }
    }

    private static IEnumerable<SslCertificateBinding> Tke(TkeInstanceDetail cluster, string? region, string id) =>
        from space in cluster.NamespaceList.NonNull()
        from secret in space.SecretList.NonNull()
        select new SslCertificateBinding
        {
            CertificateId = id,
            ResourceType = "tke",
            Region = region,
            InstanceId = cluster.ClusterId,
            InstanceName = cluster.ClusterName,
            ListenerId = $"{space.Name}/{secret.Name}",
            Domain = secret.IngressList.NonNull().SelectMany(ingress => ingress.TlsDomains.NonNull()).Distinct().ToArray(),
            Instance = Joined(cluster.ClusterId, space.Name, secret.Name),
            Status = cluster.ClusterType,
        };

    private static IEnumerable<SslCertificateBinding> Tcb(TCBEnvironments environment, string? region, string id)
    {
        var access = (environment.AccessService?.InstanceList).NonNull()
            .Select(service => (Kind: "AccessService", service.Domain, Status: Text(service.Status)));
        var host = (environment.HostService?.InstanceList).NonNull()
            .Select(service => (Kind: "HostService", service.Domain, Status: service.Status));
        return access.Concat(host)
            .Select(service =>
                New(
                    "tcb", id, region, service.Domain, service.Status,
                    Joined(service.Kind, region, environment.Environment?.ID, service.Domain)) with
        {
            InstanceId = environment.Environment?.ID,
            InstanceName = environment.Environment?.Name,
            ListenerId = service.Kind,
        });
    }

    private static IEnumerable<SslCertificateBinding> Tse(TSEInstanceDetail gateway, string? region, string id) =>
        gateway.CertificateList.NonNull().Select(certificate => new SslCertificateBinding
        {
            CertificateId = id,
            ResourceType = "tse",
            Region = region,
            InstanceId = gateway.GatewayId,
            InstanceName = gateway.GatewayName,
            ListenerId = certificate.Id,
            Domain = certificate.BindDomains.NonNull().ToArray(),
            Instance = Joined(gateway.GatewayId, certificate.Id),
            Status = certificate.Name,
        });

    private static IEnumerable<SslCertificateBinding> Gaap(GAAPInstanceDetail accelerator, string id) =>
        accelerator.ListenerList.NonNull().Select(listener => new SslCertificateBinding
        {
            CertificateId = id,
            ResourceType = "gaap",
            InstanceId = accelerator.InstanceId,
            InstanceName = accelerator.InstanceName,
            ListenerId = listener.ListenerId,
            Instance = Joined(accelerator.InstanceId, listener.ListenerId),
            Status = listener.ListenerStatus,
        });

    private static SslCertificateBinding New(string type, string id, string? region, string? domain, string? status, string? instance) =>
        new()
    {
        CertificateId = id,
        ResourceType = type,
        Region = region,
        Domain = Names(domain),
        Status = status,
        Instance = instance.NullIfEmpty(),
    };

    private static string[] Names(string? domain) => string.IsNullOrEmpty(domain) ? [] : [domain];

    // A missing part would give an invalid instance name.
    private static string? Joined(params string?[] parts) => parts.Any(string.IsNullOrEmpty) ? null : string.Join('|', parts);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
