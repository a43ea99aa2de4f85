using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Emulator.Ssl;

/// <summary>Cloud resources as the API's records show them. A record is made from the resources of one instance.</summary>
internal static class ResourceViews
{
    /// <summary>Kinds whose instances hold several resources count the instances.</summary>
    public static string InstanceOf(CloudResource one) =>
        one.Type is "clb" or "tke" or "tse" or "gaap" or "tcb" ? one.InstanceId! : one.Name;

    public static ClbInstanceDetail Balancer(
        List<CloudResource> parts, Func<CloudResource, string?> certificate, Func<string, bool> matches) => new()
    {
        LoadBalancerId = parts[0].InstanceId,
        LoadBalancerName = parts[0].InstanceId,
        Forward = 1,
        Listeners = [.. parts.GroupBy(part => part.ListenerId).Select(listener => Listener([.. listener], certificate, matches))],
    };

    public static CdnInstanceDetail Cdn(CloudResource one, string? certificateId) =>
        new() { Domain = one.Domain, CertId = certificateId, Status = "online", HttpsBillingSwitch = "on" };

    public static WafInstanceDetail Waf(CloudResource one, string? certificateId) =>
        new() { Domain = one.Domain, CertId = certificateId, Keepalive = 1 };

    public static DdosInstanceDetail Ddos(CloudResource one, string? certificateId) =>
        new() { Domain = one.Domain, InstanceId = one.InstanceId, Protocol = "https", CertId = certificateId, VirtualPort = "443" };

    public static LiveInstanceDetail Live(CloudResource one, string? certificateId) =>
        new() { Domain = one.Domain, CertId = certificateId, Status = certificateId is null ? -1 : 1 };

    public static VodInstanceDetail Vod(CloudResource one, string? certificateId) => new() { Domain = one.Domain, CertId = certificateId };

    public static ApiGatewayInstanceDetail ApiGateway(CloudResource one, string? certificateId) =>
        new() { ServiceId = one.InstanceId, ServiceName = one.InstanceId, Domain = one.Domain, CertId = certificateId, Protocol = "https" };

    public static TeoInstanceDetail Teo(CloudResource one, string? certificateId) =>
        new() { Host = one.Domain, CertId = certificateId, ZoneId = one.InstanceId, Status = "deployed" };

    public static CosInstanceDetail Cos(CloudResource one, string? certificateId) =>
        new() { Domain = one.Domain, CertId = certificateId, Status = "ENABLED", Bucket = one.InstanceId, Region = one.Region };

    public static LighthouseInstanceDetail Lighthouse(CloudResource one) =>
        new() { InstanceId = one.InstanceId, InstanceName = one.InstanceId, IP = ["127.0.0.1"],
            Domain = one.Domain is { } domain ? [domain] : [] };

    public static TkeInstanceDetail Cluster(
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
