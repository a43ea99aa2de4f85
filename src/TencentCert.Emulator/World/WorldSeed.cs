using System.Collections.Concurrent;
using System.Globalization;
using TencentCert.Emulator.Authority;
using TencentCert.Emulator.Gaap;
using TencentCert.Emulator.Ssl;

namespace TencentCert.Emulator.World;

/// <summary>The initial content of a world. The ids of its fixed part are constant, so that examples can name them.</summary>
internal sealed class WorldSeed(EmulatorWorld world, DateTimeOffset now)
{
    private const string BulkDomain = "*.bulk.example.com";
    private const int ListenersPerProxy = 10;

    // RSA keys are slow to create: the fixed certificates' keys are created once per process.
    private static readonly ConcurrentDictionary<string, CertificateKey> SeedKeys = new(StringComparer.Ordinal);

    // All generated certificates share one key: they are never compared.
    private readonly CertificateKey _bulkKey = CertificateKey.Ecc("prime256v1");

    public void AddSslCertificates()
    {
        AddPaid("a91hoLqi", ["www.example.com", "example.com", "api.example.com", "partner.example.com"], 19);
        AddPaid("b72kpMrj", ["*.shop.example.com"], 12);
        AddPaid("c63mqNsk", ["static.example.com"], 120, CertificateKey.Ecc("prime256v1"));
        AddPaid("d54nrPtm", ["例子.example.com"], 28);
        AddIssued("e45psQun", ["blog.example.com"], SslProduct.Free, now.AddDays(25), now.AddDays(25), "blog");
        AddIssued("f36qtRvp", ["legacy.example.org"], SslProduct.Uploaded, now.AddDays(40), now.AddDays(40), "legacy");
        AddIssued("g27ruSwq", ["old.example.com"], SslProduct.Paid, now.AddDays(-10), now.AddDays(-10), "old");
        AddPending("h18svTxr", "new.example.com");
        AddOrder("i09twUys", "order.example.com", now.AddHours(-2));

        for (var index = world.Ssl.All.Count; index < world.Options.Certificates; index++)
            AddPaid(world.Ssl.NewId(), [Numbered("site", index) + ".example.net"], 20 + ((index + 1) % 180), _bulkKey);
    }

    /// <summary>The small fixed world, bound to copies of the SSL certificates.</summary>
    public void AddGaapResources()
    {
        var www = AddServer("cert-www4a1hq", Material("a91hoLqi"), "www");
        var shop = AddServer("cert-shop7b2k", Material("b72kpMrj"), "shop");
        var fixedFiles = AddServer("cert-static6c", Material("c63mqNsk"), "static");
        var idn = AddServer("cert-idn5d4nr", Material("d54nrPtm"), "idn");
        var blog = AddServer("cert-blog4e5p", Material("e45psQun"), "blog");
        var legacy = AddServer("cert-legacy3f", Material("f36qtRvp"), "legacy");
        AddServer("cert-unused01", Material("g27ruSwq"), "superseded");
        var clients = AddClientAuthority("cert-client01", "Example Partner CA");

        var main = AddProxy("link-main3v01", "main", "3.0", null);
        var web = AddListener("listener-web00443", main, null, 443, www.Id);
        world.Gaap.AddDomain(web, "www.example.com", www.Id);
        world.Gaap.AddDomain(web, "example.com", www.Id);
        world.Gaap.AddDomain(web, "api.example.com", EmulatedGaapDomain.Default);
        world.Gaap.AddDomain(web, "blog.example.com", blog.Id);
        var mutual = AddListener("listener-mtls8443", main, null, 8443, www.Id, clients.Id);
        world.Gaap.AddDomain(mutual, "partner.example.com", www.Id).ClientCertificateIds = [clients.Id];

        var shops = AddProxy("link-shop3v02", "shops", "3.0", null);
        var shopping = AddListener("listener-shop0443", shops, null, 443, shop.Id);
        world.Gaap.AddDomain(shopping, "*.shop.example.com", shop.Id);
        world.Gaap.AddDomain(shopping, "eu.shop.example.com", shop.Id);
        world.Gaap.AddDomain(shopping, DomainName.ToAscii("例子.example.com"), idn.Id);

        AddSecondVersion(legacy.Id, "legacy.example.org");
        AddGrouped(fixedFiles.Id, "static.example.com");
    }

    /// <summary>A generated world: one wildcard certificate, bound to every domain.</summary>
    public void AddGaapResources(int listeners, int domains)
    {
        AddIssued("w90bulkX", [BulkDomain], SslProduct.PaidWildcard, now.AddDays(21), now.AddDays(200), "bulk");
        var shared = AddServer("cert-bulk0001", Material("w90bulkX"), "bulk");
        EmulatedGaapProxy? proxy = null;
        var number = 0;
        for (var index = 0; index < listeners; index++)
        {
            if (index % ListenersPerProxy == 0)
                proxy = AddProxy(GaapStore.NewId("link"), Numbered("bulk", index / ListenersPerProxy), "3.0", null);

            var listener = AddListener(GaapStore.NewId("listener"), proxy, null, 443 + (index % ListenersPerProxy), shared.Id);
            var upTo = (long)domains * (index + 1) / listeners;
            while (number < upTo)
                world.Gaap.AddDomain(listener, Numbered("site", number++) + BulkDomain[1..], shared.Id);
        }

        AddSecondVersion(shared.Id, "second" + BulkDomain[1..]);
        AddGrouped(shared.Id, "grouped" + BulkDomain[1..]);
    }

    public EmulatedSslCertificate AddIssued(
        string id, IReadOnlyList<string> names, SslProduct product, DateTimeOffset notAfter, DateTimeOffset orderEnd, string alias,
        CertificateKey? key = null)
    {
        var lifetime = product.PackageType is "83" ? CertificateLifetime.FreeOrder : CertificateLifetime.Maximum;
        var notBefore = notAfter - lifetime < now ? notAfter - lifetime : now;
        return world.Ssl.Add(new EmulatedSslCertificate
        {
            Id = id,
            Names = names,
            Product = product,
            InsertTime = notBefore,
            OrderEnd = orderEnd,
            Alias = alias,
            Status = SslStatus.Issued,
            Material = world.Authority.Issue(
                names, key ?? SeedKeys.GetOrAdd(id, _ => CertificateKey.Rsa(2048)), world.Ssl.ValidFrom(notBefore), notAfter),
        });
    }

    /// <summary>A paid order that waits for its information.</summary>
    public EmulatedSslCertificate AddOrder(string id, string domain, DateTimeOffset inserted) => world.Ssl.Add(new EmulatedSslCertificate
    {
        Id = id,
        Names = [domain],
        Product = SslProduct.Paid,
        InsertTime = inserted,
        OrderEnd = inserted.AddDays(365),
        Status = SslStatus.CompanyDataPending,
    });

    public EmulatedGaapCertificate AddServer(string id, CertificateMaterial material, string alias) =>
        AddCertificate(id, EmulatedGaapCertificateType.Server, material, alias);

    public EmulatedGaapCertificate AddClientAuthority(string id, string name)
    {
        var material = CertificateAuthority.ForeignAuthority(name, now.AddYears(-1), now.AddYears(9));
        return AddCertificate(id, EmulatedGaapCertificateType.ClientAuthority, material, name);
    }

    public EmulatedGaapProxy AddProxy(string id, string name, string version, EmulatedGaapProxyGroup? group)
    {
        var proxy = new EmulatedGaapProxy { Id = id, Name = name, Version = version, Created = now, Group = group };
        world.Gaap.Proxies.Add(proxy);
        return proxy;
    }

    public EmulatedGaapListener AddListener(
        string id, EmulatedGaapProxy? proxy, EmulatedGaapProxyGroup? group, int port, string certificateId,
        params string[] clientCertificateIds)
    {
        var listener = new EmulatedGaapListener
        {
            Id = id,
            Name = string.Create(CultureInfo.InvariantCulture, $"https-{port}"),
            Port = port,
            Created = now,
            Proxy = proxy,
            Group = group,
            CertificateId = certificateId,
            IsMutual = clientCertificateIds.Length > 0,
            ClientCertificateIds = clientCertificateIds,
        };
        world.Gaap.Add(listener);
        return listener;
    }

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number + 1:d5}");

    private EmulatedGaapCertificate AddCertificate(string id, long type, CertificateMaterial material, string alias) =>
        world.Gaap.Add(new EmulatedGaapCertificate { Id = id, Type = type, Created = now, Alias = alias, Material = material });

    private CertificateMaterial Material(string id) => world.Ssl.Require(id).Material!;

    private void AddPaid(string id, string[] names, int remainingDays, CertificateKey? key = null)
    {
        var product = DomainName.IsWildcard(names[0]) ? SslProduct.PaidWildcard : SslProduct.Paid;
        AddIssued(id, names, product, now.AddDays(remainingDays), now.AddDays(remainingDays + 166), names[0], key);
    }

    /// <summary>An order whose validation stays pending, even with <see cref="EmulatorOptions.AutoValidate"/>.</summary>
    private void AddPending(string id, string name)
    {
        var certificate = world.Ssl.Add(new EmulatedSslCertificate
        {
            Id = id,
            Names = [name],
            Product = SslProduct.Paid,
            InsertTime = now.AddHours(-1),
            OrderEnd = now.AddDays(365),
            Alias = name,
        });
        world.Ssl.BeginOrder(certificate, "DNS", certificate.InsertTime, issued =>
            world.Ssl.Issue(certificate.Names, CertificateKey.Rsa(2048), issued, certificate.OrderEnd));
        certificate.Validation!.PassesAt = null;
    }

    private void AddSecondVersion(string certificateId, string domain)
    {
        var proxy = AddProxy("link-older2v0", "second-generation", "2.0", null);
        world.Gaap.AddDomain(AddListener("listener-older443", proxy, null, 443, certificateId), domain, EmulatedGaapDomain.Default);
    }

    private void AddGrouped(string certificateId, string domain)
    {
        var group = new EmulatedGaapProxyGroup { Id = "lg-group3v0", Name = "group", Version = "3.0", Created = now };
        world.Gaap.Groups.Add(group);
        AddProxy("link-group3v1", "group-member-1", "3.0", group);
        AddProxy("link-group3v2", "group-member-2", "3.0", group);
        world.Gaap.AddDomain(AddListener("listener-group443", null, group, 443, certificateId), domain, certificateId);
    }
}
