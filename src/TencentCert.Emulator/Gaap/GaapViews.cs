using System.Globalization;
using TencentCert.Core.Wire.Gaap;
using TencentCert.Emulator.Http;

namespace TencentCert.Emulator.Gaap;

/// <summary>GAAP's state as the API's records show it.</summary>
internal static class GaapViews
{
    private const string DefaultAlias = "默认证书";

    private static readonly RegionDetail Access = Region("HongKong", "Hong Kong (China)");
    private static readonly RegionDetail Origin = Region("Shanghai", "Shanghai");

    public static ProxyInfo Proxy(EmulatedGaapProxy proxy) => new()
    {
        InstanceId = proxy.Id,
        ProxyId = proxy.Id,
        CreateTime = proxy.Created.ToUnixTimeSeconds(),
        ProjectId = 0,
        ProxyName = proxy.Name,
        AccessRegion = Access.RegionId,
        RealServerRegion = Origin.RegionId,
        Bandwidth = 100,
        Concurrent = 2,
        Status = proxy.Status,
        Domain = $"{proxy.Id}.gaap.example.net",
        IP = "127.0.0.1",
        Version = proxy.Version,
        Scalarable = 1,
        SupportProtocols = ["TCP", "UDP", "HTTP", "HTTPS"],
        GroupId = proxy.Group?.Id,
        AccessRegionInfo = Access,
        RealServerRegionInfo = Origin,
        ForwardIP = "127.0.0.1",
        TagSet = [],
        SupportSecurity = 1,
        BillingType = 0,
        RelatedGlobalDomains = [],
        ProxyType = 0,
        ClientIPMethod = [0, 1],
        IPAddressVersion = "IPv4",
        NetworkType = "normal",
        PackageType = "Thunder",
        BanStatus = "RECOVER",
        IPList = [new IPDetail { IP = "127.0.0.1", Provider = "BGP", Bandwidth = 100 }],
        Http3Supported = 0,
        InBanBlacklist = 0,
        IsAutoScaleProxy = 0,
        IsSupportTLSChoice = 1,
    };

    public static ProxyGroupInfo Group(EmulatedGaapProxyGroup group) => new()
    {
        GroupId = group.Id,
        Domain = $"{group.Id}.gaap.example.net",
        GroupName = group.Name,
        ProjectId = 0,
        RealServerRegionInfo = Origin,
        Status = group.Status,
        TagSet = [],
        Version = group.Version,
        CreateTime = group.Created.ToUnixTimeSeconds(),
        ProxyType = 0,
        Http3Supported = 0,
    };

    public static HTTPSListener Listener(EmulatedGaapListener listener, GaapStore store) => new()
    {
        ListenerId = listener.Id,
        ListenerName = listener.Name,
        Port = listener.Port,
        Protocol = "HTTPS",
        ListenerStatus = listener.Change is { Domain: null } ? 4 : 0,
        CertificateId = listener.CertificateId,
        ForwardProtocol = listener.ForwardProtocol,
        CreateTime = listener.Created.ToUnixTimeSeconds(),
        CertificateAlias = Alias(listener.CertificateId, store),
        ClientCertificateId = FirstOrNull(listener.ClientCertificateIds),
        AuthType = listener.IsMutual ? 1 : 0,
        ClientCertificateAlias = Alias(FirstOrNull(listener.ClientCertificateIds), store),
        PolyClientCertificateAliasInfo = Aliases(listener.ClientCertificateIds, store),
        Http3Supported = 0,
        ProxyId = listener.Proxy?.Id,
        GroupId = listener.Group?.Id,
        TLSSupportVersion = ["TLSv1.2", "TLSv1.3"],
        TLSCiphers = "GAAP_TLS_CIPHERS_GENERAL",
    };

    public static DomainRuleSet Domain(EmulatedGaapDomain domain, GaapStore store)
    {
        // Older proxies bind certificates to listeners only and have no values here.
        var supportsBinding = domain.Listener.Version == "3.0";
        return new DomainRuleSet
        {
            Domain = domain.Name,
            RuleSet = [Rule(domain)],
            CertificateId = supportsBinding ? domain.CertificateId : null,
            CertificateAlias = supportsBinding ? Alias(domain.CertificateId, store) : null,
            ClientCertificateId = supportsBinding ? FirstOrNull(domain.ClientCertificateIds) : null,
            ClientCertificateAlias = supportsBinding ? Alias(FirstOrNull(domain.ClientCertificateIds), store) : null,
            BasicAuthConfId = domain.BasicAuthConfId,
            BasicAuth = supportsBinding ? ToSwitch(domain.BasicAuthConfId is not null) : null,
            BasicAuthConfAlias = Alias(domain.BasicAuthConfId, store),
            RealServerCertificateId = FirstOrNull(domain.RealServerCertificateIds),
            RealServerAuth = supportsBinding ? ToSwitch(domain.RealServerCertificateIds.Count > 0) : null,
            RealServerCertificateAlias = Alias(FirstOrNull(domain.RealServerCertificateIds), store),
            GaapCertificateId = domain.GaapCertificateId,
            GaapAuth = supportsBinding ? ToSwitch(domain.GaapCertificateId is not null) : null,
            GaapCertificateAlias = Alias(domain.GaapCertificateId, store),
            RealServerCertificateDomain = domain.RealServerCertificateDomain,
            PolyClientCertificateAliasInfo = supportsBinding ? Aliases(domain.ClientCertificateIds, store) : null,
            PolyRealServerCertificateAliasInfo = supportsBinding ? Aliases(domain.RealServerCertificateIds, store) : null,
            DomainStatus = domain.IsChanging ? 1 : 0,
            BanStatus = "RECOVER",
            Http3Supported = 0,
            IsDefaultServer = false,
        };
    }

    public static Certificate ListEntry(EmulatedGaapCertificate certificate, TimeSpan timeOffset) => new()
    {
        CertificateId = certificate.Id,
        CertificateName = certificate.Alias,
        CertificateType = certificate.Type,
        CertificateAlias = certificate.Alias,
        CreateTime = certificate.Created.ToUnixTimeSeconds(),
        BeginTime = WireSeconds(certificate.Material?.NotBefore, timeOffset),
        EndTime = WireSeconds(certificate.Material?.NotAfter, timeOffset),
        IssuerCN = certificate.Material?.IssuerName,
        SubjectCN = certificate.Material?.SubjectName,
    };

    public static CertificateDetail Detail(EmulatedGaapCertificate certificate, TimeSpan timeOffset)
    {
        var detail = WireJson.Convert<CertificateDetail>(ListEntry(certificate, timeOffset));
        detail.CertificateContent = certificate.Content;
        detail.CertificateKey = certificate.Material?.ExportPrivateKeyPem();
        return detail;
    }

    private static long? WireSeconds(DateTimeOffset? time, TimeSpan offset) => time?.ToUnixTimeSeconds() - (long)offset.TotalSeconds;

    private static RuleInfo Rule(EmulatedGaapDomain domain) => new()
    {
        RuleId = string.Create(CultureInfo.InvariantCulture, $"rule-{domain.Number:x8}"),
        ListenerId = domain.Listener.Id,
        Domain = domain.Name,
        Path = "/",
        RealServerType = "IP",
        Scheduler = "rr",
        HealthCheck = 0,
        RuleStatus = 0,
        RealServerSet = [],
        BindStatus = 1,
        ForwardHost = EmulatedGaapDomain.Default,
        ForwardProtocol = domain.Listener.ForwardProtocol,
    };

    private static RegionDetail Region(string id, string name) =>
        new() { RegionId = id, RegionName = name, RegionArea = "Asia", RegionAreaName = "Asia", IDCType = "dc" };

    private static long ToSwitch(bool on) => on ? 1 : 0;

    private static string? FirstOrNull(IReadOnlyList<string> ids) => ids.Count > 0 ? ids[0] : null;

    private static string? Alias(string? id, GaapStore store) =>
        id is null ? null : id == EmulatedGaapDomain.Default ? DefaultAlias : store.FindCertificate(id)?.Alias;

    private static List<CertificateAliasInfo> Aliases(IReadOnlyList<string> ids, GaapStore store) =>
        [.. ids.Select(id => new CertificateAliasInfo { CertificateId = id, CertificateAlias = Alias(id, store) })];
}
