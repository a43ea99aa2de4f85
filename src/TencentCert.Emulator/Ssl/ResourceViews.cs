using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Emulator.Ssl;

/// <summary>Cloud resources as records of the API. A record is created from the resources of one instance.</summary>
internal static class ResourceViews
{
    public static ClbInstanceDetail LoadBalancer(List<CloudResource> parts, InstancePage page) => new()
    {
        LoadBalancerId = parts[0].InstanceId,
        LoadBalancerName = parts[0].InstanceId,
        Forward = 1,
        Listeners = [.. parts.GroupBy(part => part.ListenerId).Select(listener => Listener([.. listener], page))],
    };

    public static CdnInstanceDetail Cdn(CloudResource resource, string? certificateId) =>
        new() { Domain = resource.Domain, CertId = certificateId, Status = "online", HttpsBillingSwitch = "on" };

    public static WafInstanceDetail Waf(CloudResource resource, string? certificateId) =>
        new() { Domain = resource.Domain, CertId = certificateId, Keepalive = 1 };

    public static DdosInstanceDetail Ddos(CloudResource resource, string? certificateId) => new()
    {
        Domain = resource.Domain,
        InstanceId = resource.InstanceId,
        Protocol = "https",
        CertId = certificateId,
        VirtualPort = "443",
    };

    public static LiveInstanceDetail Live(CloudResource resource, string? certificateId) =>
        new() { Domain = resource.Domain, CertId = certificateId, Status = certificateId is null ? -1 : 1 };

    public static VodInstanceDetail Vod(CloudResource resource, string? certificateId) =>
        new() { Domain = resource.Domain, CertId = certificateId };

    public static ApiGatewayInstanceDetail ApiGateway(CloudResource resource, string? certificateId) => new()
    {
        ServiceId = resource.InstanceId,
        ServiceName = resource.InstanceId,
        Domain = resource.Domain,
        CertId = certificateId,
        Protocol = "https",
    };

    public static TeoInstanceDetail Teo(CloudResource resource, string? certificateId) =>
        new() { Host = resource.Domain, CertId = certificateId, ZoneId = resource.InstanceId, Status = "deployed" };

    public static CosInstanceDetail Cos(CloudResource resource, string? certificateId) => new()
    {
        Domain = resource.Domain,
        CertId = certificateId,
        Status = "ENABLED",
        Bucket = resource.InstanceId,
        Region = resource.Region,
    };

    public static LighthouseInstanceDetail Lighthouse(CloudResource resource) => new()
    {
        InstanceId = resource.InstanceId,
        InstanceName = resource.InstanceId,
        IP = ["127.0.0.1"],
        Domain = resource.Domain is { } domain ? [domain] : [],
    };

    public static TDMQInstanceDetail Tdmq(CloudResource resource, string? certificateId) =>
        new() { InstanceId = resource.InstanceId, InstanceName = resource.InstanceId, InstanceStatus = "RUNNING", CertId = certificateId };

    public static MQTTInstanceDetail Mqtt(CloudResource resource, string? certificateId) => new()
    {
        InstanceId = resource.InstanceId,
        InstanceName = resource.InstanceId,
        InstanceStatus = "RUNNING",
        ServerCertIdList = [certificateId!],
    };

    public static SCFInstanceDetail Scf(CloudResource resource, string? certificateId) =>
        new() { CertificateId = certificateId, Domain = resource.Domain, Protocol = "HTTPS", Region = resource.Region };

    public static TkeInstanceDetail TkeCluster(List<CloudResource> parts, InstancePage page) => new()
    {
        ClusterId = parts[0].InstanceId,
        ClusterName = parts[0].InstanceId,
        ClusterType = "tke",
        NamespaceList = [.. parts.GroupBy(part => part.ListenerId!.Split('|')[0]).Select(space => new TkeNameSpaceDetail
        {
            Name = space.Key,
            SecretList = [.. space.Select(secret => Secret(secret, page))],
        })],
    };

    public static TSEInstanceDetail Gateway(List<CloudResource> parts, InstancePage page) => new()
    {
        GatewayId = parts[0].InstanceId,
        GatewayName = parts[0].InstanceId,
        CertificateList = [.. parts.Select(part => new GatewayCertificate
        {
            Id = part.ListenerId,
            Name = "web",
            BindDomains = [part.Domain!],
            CertSource = "ssl",
            CertId = page.CertificateOf(part),
        })],
    };

    public static GAAPInstanceDetail Gaap(List<CloudResource> parts, InstancePage page) => new()
    {
        InstanceId = parts[0].InstanceId,
        InstanceName = parts[0].InstanceId,
        ListenerList = [.. parts.Select(part => new GAAPListenerDetail
        {
            ListenerId = part.ListenerId,
            ListenerStatus = "ACTIVE",
            Protocol = "HTTPS",
            CertIdList = [page.CertificateOf(part)!],
        })],
    };

    public static TCBEnvironments Environment(List<CloudResource> parts, InstancePage page) => new()
    {
        Environment = new TCBEnvironment { ID = parts[0].InstanceId, Name = parts[0].InstanceId, Source = "miniapp", Status = "NORMAL" },
        AccessService = new TCBAccessService
        {
            TotalCount = parts.Count,
            InstanceList = [.. parts.Select(part =>
                new TCBAccessInstance { Domain = part.Domain, Status = 1, OldCertificateId = page.CertificateOf(part) })],
        },
    };

    private static ClbListener Listener(List<CloudResource> rules, InstancePage page)
    {
        var first = rules[0];
        return new ClbListener
        {
            ListenerId = first.ListenerId,
            ListenerName = first.ListenerId,
            SniSwitch = first.HasServerNameIndication ? 1 : 0,
            Protocol = first.Domain is null ? "TCP_SSL" : "HTTPS",
            Certificate = first.HasServerNameIndication ? null : new Certificate { CertId = page.CertificateOf(first) },
            NoMatchDomains = [.. rules.Select(rule => rule.Domain).OfType<string>().Where(domain => !page.Matches(domain))],
            Rules = first.Domain is null ? null : [.. rules.Select(rule => new ClbListenerRule
            {
                LocationId = "loc-" + rule.Domain,
                Domain = rule.Domain,
                IsMatch = page.Matches(rule.Domain!),
                Url = "/",
                Certificate = new Certificate { CertId = page.CertificateOf(rule) },
                NoMatchDomains = page.Matches(rule.Domain!) ? [] : [rule.Domain!],
            })],
        };
    }

    private static TkeSecretDetail Secret(CloudResource secret, InstancePage page) => new()
    {
        Name = secret.ListenerId!.Split('|')[1],
        CertId = page.CertificateOf(secret),
        IngressList = [new TkeIngressDetail { IngressName = "web", TlsDomains = [secret.Domain!], Domains = [secret.Domain!] }],
        NoMatchDomains = page.Matches(secret.Domain!) ? [] : [secret.Domain!],
    };
}
