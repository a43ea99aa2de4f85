using System.Security.Cryptography;
using System.Text.Json;
using TencentCert.Emulator.Gaap;

namespace TencentCert.Emulator.Tests;

public sealed class GaapTests
{
    private const string Web = "listener-web00443";
    private const string Www = "cert-www4a1hq";

    [Fact]
    public async Task A_binding_changes_with_a_delay_and_its_listener_is_busy_meanwhile()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var added = cloud.World.AddGaapCertificate(cloud.World.FindSslCertificate("a91hoLqi")!, "copy");
        var bind = new { ListenerId = Web, Domain = "www.example.com", CertificateId = added.Id };
        var task = new { TaskId = (await cloud.GaapAsync("ModifyCertificate", bind)).GetProperty("RequestId").GetString() };

        var changing = await cloud.DomainAsync(Web, "www.example.com");
        Assert.Equal(1, changing.GetProperty("DomainStatus").GetInt32());
        Assert.Equal(Www, changing.GetProperty("CertificateId").GetString());
        Assert.Equal("RUNNING", (await cloud.GaapAsync("DescribeTaskStatus", task)).GetProperty("Status").GetString());
        Assert.Equal("FailedOperation.ListenerHasTask", await cloud.GaapErrorAsync("ModifyCertificate", bind));
        Assert.Equal(
            "FailedOperation.ListenerHasTask",
            await cloud.GaapErrorAsync("ModifyHTTPSListenerAttribute", new { ListenerId = Web, CertificateId = Www }));
        Assert.Equal(
            "FailedOperation.CertificateIsUsing", await cloud.GaapErrorAsync("DeleteCertificate", new { CertificateId = added.Id }));

        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        var changed = await cloud.DomainAsync(Web, "www.example.com");
        Assert.Equal(0, changed.GetProperty("DomainStatus").GetInt32());
        Assert.Equal(added.Id, changed.GetProperty("CertificateId").GetString());
        Assert.Equal("copy", changed.GetProperty("CertificateAlias").GetString());
        Assert.Equal("SUCCESS", (await cloud.GaapAsync("DescribeTaskStatus", task)).GetProperty("Status").GetString());
        await cloud.GaapAsync("ModifyCertificate", bind);
    }

    [Fact]
    public async Task The_id_default_refers_to_the_certificate_of_the_listener()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var inherited = await cloud.DomainAsync(Web, "api.example.com");
        Assert.Equal("default", inherited.GetProperty("CertificateId").GetString());
        Assert.Equal("默认证书", inherited.GetProperty("CertificateAlias").GetString());
        Assert.Equal(Www, cloud.World.FindServed("api.example.com")!.Id);

        await cloud.GaapAsync("ModifyCertificate", new { ListenerId = Web, Domain = "blog.example.com", CertificateId = "default" });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Www, cloud.World.FindServed("blog.example.com")!.Id);
    }

    [Fact]
    public async Task A_listener_certificate_change_applies_to_inheriting_domains()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        await cloud.GaapAsync(
            "ModifyHTTPSListenerAttribute",
            new { ListenerId = Web, ProxyId = "link-main3v01", CertificateId = "cert-blog4e5p", ListenerName = "renamed" });
        Assert.Equal(4, (await ListenerAsync(cloud)).GetProperty("ListenerStatus").GetInt32());
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        var listener = await ListenerAsync(cloud);
        Assert.Equal(0, listener.GetProperty("ListenerStatus").GetInt32());
        Assert.Equal("cert-blog4e5p", listener.GetProperty("CertificateId").GetString());
        Assert.Equal("renamed", listener.GetProperty("ListenerName").GetString());
        Assert.Equal("cert-blog4e5p", cloud.World.FindServed("api.example.com")!.Id);

        static async Task<JsonElement> ListenerAsync(EmulatedCloud cloud) =>
            (await cloud.GaapAsync("DescribeHTTPSListeners", new { ListenerId = Web })).GetProperty("ListenerSet")[0];
    }

    [Theory]
    [InlineData("listener-nothere0", "www.example.com", Www, "ResourceNotFound")]
    [InlineData(Web, "nothere.example.com", Www, "ResourceNotFound")]
    [InlineData(Web, "www.example.com", "cert-nothere0", "InvalidParameterValue.InvalidCertificateId")]
    [InlineData(Web, "www.example.com", "a91hoLqi", "InvalidParameterValue.InvalidCertificateId")]
    [InlineData(Web, "www.example.com", "cert-client01", "InvalidParameterValue.InvalidCertificateId")]
    [InlineData(Web, "www.example.com", "cert-blog4e5p", "InvalidParameterValue.CertificateNotMatchDomain")]
    [InlineData("listener-older443", "legacy.example.org", "cert-legacy3f", "FailedOperation.ProxyVersionNotSupport")]
    public async Task An_invalid_binding_is_refused(string listenerId, string domain, string certificateId, string code)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(
            code, await cloud.GaapErrorAsync(
                "ModifyCertificate", new { ListenerId = listenerId, Domain = domain, CertificateId = certificateId }));
    }

    [Fact]
    public async Task Client_CA_certificates_are_accepted_only_by_mutual_TLS_listeners()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var other = cloud.World.AddClientAuthority("Another CA");
        Assert.Equal(
            "InvalidParameterValue",
            await cloud.GaapErrorAsync(
                "ModifyCertificate",
                new { ListenerId = Web, Domain = "www.example.com", CertificateId = Www, ClientCertificateId = other.Id }));
        await cloud.GaapAsync(
            "ModifyCertificate",
            new { ListenerId = "listener-mtls8443", Domain = "partner.example.com", CertificateId = Www,
                PolyClientCertificateIds = new List<string> { "cert-client01", other.Id } });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        var domain = await cloud.DomainAsync("listener-mtls8443", "partner.example.com");
        Assert.Equal("cert-client01", domain.GetProperty("ClientCertificateId").GetString());
        Assert.Equal(2, domain.GetProperty("PolyClientCertificateAliasInfo").GetArrayLength());
        await cloud.GaapAsync(
            "ModifyCertificate", new { ListenerId = "listener-mtls8443", Domain = "partner.example.com", CertificateId = Www });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, cloud.World.FindDomain("listener-mtls8443", "partner.example.com")!.ClientCertificateIds.Count);
    }

    [Fact]
    public async Task Older_proxies_return_no_certificate_ids()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var domain = await cloud.DomainAsync("listener-older443", "legacy.example.org");
        Assert.Equal(JsonValueKind.Null, domain.GetProperty("CertificateId").ValueKind);
        Assert.Equal("cert-legacy3f", cloud.World.FindServed("legacy.example.org")!.Id);
    }

    [Fact]
    public async Task The_store_keeps_every_copy()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var material = cloud.World.FindSslCertificate("a91hoLqi")!.Material!;
        var create = new { CertificateType = 2, CertificateContent = material.ChainPem, CertificateKey = material.ExportPrivateKeyPem(),
            CertificateAlias = "twice" };
        var first = (await cloud.GaapAsync("CreateCertificate", create)).GetProperty("CertificateId").GetString()!;
        var second = (await cloud.GaapAsync("CreateCertificate", create)).GetProperty("CertificateId").GetString()!;
        Assert.NotEqual(first, second);

        var detail = (await cloud.GaapAsync("DescribeCertificateDetail", new { CertificateId = first })).GetProperty("CertificateDetail");
        Assert.Equal(material.ChainPem, detail.GetProperty("CertificateContent").GetString());
        Assert.Equal(material.ExportPrivateKeyPem(), detail.GetProperty("CertificateKey").GetString());
        Assert.Equal("www.example.com", detail.GetProperty("SubjectCN").GetString());
        Assert.Equal(material.NotAfter.ToUnixTimeSeconds(), detail.GetProperty("EndTime").GetInt64());

        await cloud.GaapAsync("ModifyCertificateAttributes", new { CertificateId = first, CertificateAlias = "renamed" });
        Assert.Equal("renamed", cloud.World.FindGaapCertificate(first)!.Alias);
        await cloud.GaapAsync("DeleteCertificate", new { CertificateId = first });
        Assert.Equal("ResourceNotFound", await cloud.GaapErrorAsync("DeleteCertificate", new { CertificateId = first }));
        Assert.Equal("FailedOperation.CertificateIsUsing", await cloud.GaapErrorAsync("DeleteCertificate", new { CertificateId = Www }));
        await cloud.GaapAsync("DeleteCertificate", new { CertificateId = "cert-unused01" });
    }

    [Fact]
    public async Task The_store_accepts_only_matching_certificates_and_keys()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var material = cloud.World.FindSslCertificate("c63mqNsk")!.Material!;
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(
            "InvalidParameterValue.CertificateContentNotMatchKey",
            await ErrorAsync(2, material.ChainPem, otherKey.ExportECPrivateKeyPem()));
        Assert.Equal("InvalidParameterValue.CertificateContentNotMatchKey", await ErrorAsync(2, material.ChainPem, RsaKey()));
        Assert.Equal("InvalidParameterValue.InvalidCertificateContent", await ErrorAsync(2, "text", material.ExportPrivateKeyPem()));
        Assert.Equal("InvalidParameterValue.InvalidCertificateKey", await ErrorAsync(2, material.ChainPem, "text"));
        Assert.Equal("MissingParameter", await ErrorAsync(2, material.ChainPem, null));
        Assert.Equal("InvalidParameterValue", await ErrorAsync(9, material.ChainPem, null));
        await cloud.GaapAsync("CreateCertificate", new { CertificateType = 0, CertificateContent = "user:hash" });
        await cloud.GaapAsync(
            "CreateCertificate", new { CertificateType = 1, CertificateContent = cloud.Emulator.CertificateAuthorityPem });

        static string RsaKey()
        {
            using var rsa = RSA.Create(2048);
            return rsa.ExportRSAPrivateKeyPem();
        }

        Task<string> ErrorAsync(int type, string content, string? key) => cloud.GaapErrorAsync(
            "CreateCertificate", new { CertificateType = type, CertificateContent = content, CertificateKey = key });
    }

    [Fact]
    public async Task Authentication_is_switched_on_and_off()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var id = (await cloud.GaapAsync(
            "CreateCertificate", new { CertificateType = 0, CertificateContent = "user:hash", CertificateAlias = "users" }))
            .GetProperty("CertificateId").GetString();
        await cloud.GaapAsync(
            "SetAuthentication", new { ListenerId = Web, Domain = "www.example.com", BasicAuth = 1, BasicAuthConfId = id });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(id, (await cloud.DomainAsync(Web, "www.example.com")).GetProperty("BasicAuthConfId").GetString());
        await cloud.GaapAsync("SetAuthentication", new { ListenerId = Web, Domain = "www.example.com", BasicAuth = 0 });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, (await cloud.DomainAsync(Web, "www.example.com")).GetProperty("BasicAuth").GetInt32());
        Assert.Equal(
            "MissingParameter",
            await cloud.GaapErrorAsync("SetAuthentication", new { ListenerId = Web, Domain = "www.example.com", GaapAuth = 1 }));

        // According to the documentation, an omitted switch is 0.
        await cloud.GaapAsync(
            "SetAuthentication", new { ListenerId = Web, Domain = "www.example.com", BasicAuth = 1, BasicAuthConfId = id });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        await cloud.GaapAsync("SetAuthentication", new { ListenerId = Web, Domain = "www.example.com" });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, (await cloud.DomainAsync(Web, "www.example.com")).GetProperty("BasicAuth").GetInt32());
    }

    [Fact]
    public async Task Proxies_groups_and_listeners_are_listed()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(5, (await cloud.GaapAsync("DescribeProxies", new { })).GetProperty("TotalCount").GetInt32());
        Assert.Equal(3, (await cloud.GaapAsync("DescribeProxies", new { Independent = 1 })).GetProperty("TotalCount").GetInt32());
        Assert.Equal(
            "2.0", (await cloud.GaapAsync("DescribeProxies", new { ProxyIds = new List<string> { "link-older2v0" } }))
                .GetProperty("ProxySet")[0].GetProperty("Version").GetString());
        Assert.Equal("InvalidParameterValue", await cloud.GaapErrorAsync("DescribeProxies", new { Limit = 101 }));
        Assert.Equal(
            1, (await cloud.GaapAsync("DescribeProxyGroupList", new { Offset = 0, Limit = 100, ProjectId = -1 })).GetProperty("TotalCount")
                .GetInt32());
        Assert.Equal(
            2, (await cloud.GaapAsync("DescribeHTTPSListeners", new { ProxyId = "link-main3v01" })).GetProperty("TotalCount").GetInt32());
        var grouped = (await cloud.GaapAsync("DescribeHTTPSListeners", new { GroupId = "lg-group3v0" })).GetProperty("ListenerSet")[0];
        Assert.Equal(JsonValueKind.Null, grouped.GetProperty("ProxyId").ValueKind);
        Assert.Equal("MissingParameter", await cloud.GaapErrorAsync("DescribeHTTPSListeners", new { }));
    }

    [Fact]
    public async Task A_large_world_is_generated()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { Listeners = 400, Domains = 10_000 });
        Assert.Equal(402, cloud.World.Listeners.Count);
        Assert.Equal(10_002, cloud.World.Domains.Count);
        Assert.All(
            cloud.World.Listeners.Where(listener => listener.Proxy is { Version: "3.0" }),
            listener => Assert.Equal(25, listener.Domains.Count));
        Assert.All(cloud.World.Proxies, proxy => Assert.True(cloud.World.Listeners.Count(listener => listener.Proxy == proxy) <= 10));
        Assert.Equal("cert-bulk0001", cloud.World.FindServed("site-10000.bulk.example.com")!.Id);
    }

    [Fact]
    public async Task A_test_can_add_its_own_proxy_listener_and_domain()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var certificate = cloud.World.AddGaapCertificate(cloud.World.AddSslCertificate(["mine.example.net"], ecc: true));
        var listener = cloud.World.AddListener(cloud.World.AddProxy("mine"), 443, certificate.Id);
        cloud.World.AddDomain(listener, "mine.example.net");
        Assert.Equal(
            EmulatedGaapDomain.Default,
            (await cloud.DomainAsync(listener.Id, "mine.example.net")).GetProperty("CertificateId").GetString());
        using var served = await cloud.HandshakeAsync("mine.example.net");
        Assert.Equal(certificate.Material!.Leaf.Thumbprint, served.Thumbprint);
    }
}
