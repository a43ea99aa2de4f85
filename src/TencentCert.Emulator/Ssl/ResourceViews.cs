using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Emulator.Ssl;

/// <summary>Cloud resources as records of the API. A record is created from the resources of one instance.</summary>
internal static class ResourceViews
{
    /// <summary>Identifies the instance of a resource. For other types, each resource is an instance.</summary>
    public static string InstanceKey(CloudResource resource) =>
        resource.Type is "clb" or "tke" or "tse" or "gaap" or "tcb" ? resource.InstanceId! : resource.Name;

    public static ClbInstanceDetail LoadBalancer(
        List<CloudResource> parts, Func<CloudResource, string?> certificate, Func<string, bool> matches) => new()
    {
        LoadBalancerId = parts[0].InstanceId,
        LoadBalancerName = parts[0].InstanceId,
        Forward = 1,
        Listeners = [.. parts.GroupBy(part => part.ListenerId).Select(listener => Listener([.. listener], certificate, matches))],
    };

    public static CdnInstanceDetail Cdn(CloudResource resource, string? certificateId) =>
        new() { Domain = resource.Domain, CertId = certificateId, Status = "online", HttpsBillingSwitch = "on" };

    public static WafInstanceDetail Waf(CloudResource resource, string? certificateId) =>
        new() { Domain = resource.Domain, CertId = certificateId, Keepalive = 1 };

    public static DdosInstanceDetail Ddos(CloudResource resource, string? certificateId) =>
        new()
        {
            Domain = resource.Domain, InstanceId = resource.InstanceId, Protocol = "https", CertId = certificateId, VirtualPort = "443",
        };

    public static LiveInstanceDetail Live(CloudResource resource, string? certificateId) =>
        new() { Domain = resource.Domain, CertId = certificateId, Status = certificateId is null ? -1 : 1 };

    public static VodInstanceDetail Vod(CloudResource resource, string? certificateId) =>
        new() { Domain = resource.Domain, CertId = certificateId };

    public static ApiGatewayInstanceDetail ApiGateway(CloudResource resource, string? certificateId) =>
        new()
        {
            ServiceId = resource.InstanceId, ServiceName = resource.InstanceId, Domain = resource.Domain, CertId = certificateId,
            Protocol = "https",
        };

    public static TeoInstanceDetail Teo(CloudResource resource, string? certificateId) =>
        new() { Host = resource.Domain, CertId = certificateId, ZoneId = resource.InstanceId, Status = "deployed" };

    public static CosInstanceDetail Cos(CloudResource resource, string? certificateId) =>
        new()
        {
            Domain = resource.Domain, CertId = certificateId, Status = "ENABLED", Bucket = resource.InstanceId, Region = resource.Region,
        };

    public static LighthouseInstanceDetail Lighthouse(CloudResource resource) =>
        new() { InstanceId = resource.InstanceId, InstanceName = resource.InstanceId, IP = ["127.0.0.1"],
            Domain = resource.Domain is { } domain ? [domain] : [] };

    public static TkeInstanceDetail TkeCluster(
        List<CloudResource> parts, Func<CloudResource, string?> certificate, Func<string, bool> matches) => new()
    {
        ClusterId = parts[0].InstanceId,
        ClusterName = parts[0].InstanceId,
        ClusterType = "tke",
        NamespaceList =
        [
            .. parts.GroupBy(part => part.ListenerId!.Split('|')[0]).Select(space => new TkeNameSpaceDetail
            {
                Name = space.Key,
                SecretList = [.. space.Select(secret => Secret(secret, certificate(secret), matches))],
            }),
        ],
    };

    private static ClbListener Listener(List<CloudResource> rules, Func<CloudResource, string?> certificate, Func<string, bool> matches)
    {
        var first = rules[0];
        return new ClbListener
        {
            ListenerId = first.ListenerId,
            ListenerName = first.ListenerId,
            SniSwitch = first.HasServerNameIndication ? 1 : 0,
            Protocol = first.Domain is null ? "TCP_SSL" : "HTTPS",
            Certificate = first.HasServerNameIndication ? null : new Certificate { CertId = certificate(first) },
            NoMatchDomains = [.. rules.Select(rule => rule.Domain).OfType<string>().Where(domain => !matches(domain))],
            Rules = first.Domain is null ? null :
            [
                .. rules.Select(rule => new ClbListenerRule
                {
                    LocationId = "loc-" + rule.Domain,
                    Domain = rule.Domain,
                    IsMatch = matches(rule.Domain!),
                    Url = "/",
                    Certificate = new Certificate { CertId = certificate(rule) },
                    NoMatchDomains = matches(rule.Domain!) ? [] : [rule.Domain!],
                }),
            ],
        };
    }

    private static TkeSecretDetail Secret(CloudResource secret, string? certificateId, Func<string, bool> matches) => new()
    {
        Name = secret.ListenerId!.Split('|')[1],
        CertId = certificateId,
        IngressList = [new TkeIngressDetail { IngressName = "web", TlsDomains = [secret.Domain!], Domains = [secret.Domain!] }],
        NoMatchDomains = matches(secret.Domain!) ? [] : [secret.Domain!],
    };
}
