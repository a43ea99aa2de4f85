using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Inventory;
using TencentCert.Core.Tests.Ssl;
using TencentCert.Emulator;
using TencentCert.Emulator.Faults;

namespace TencentCert.Core.Tests.Gaap;

/// <summary>A key without permission to read certificates in the GAAP store, which would also return private keys.</summary>
public sealed class GaapDeniedReadTests
{
    private const string Denied = "UnauthorizedOperation";

    [Fact]
    public async Task A_copy_is_found_by_its_list_entry()
    {
        await using var world = await StartAsync("DescribeCertificateDetail");
        var store = new GaapCertificateStore(world.Client);
        var bundle = SslAtMostOnceTests.Valid();
        var made = await store.ImportAsync(bundle, cancellationToken: SslWorld.Stop);
        var again = await store.ImportAsync(bundle, cancellationToken: SslWorld.Stop);
        Assert.True(again.Reused);
        Assert.Equal(made.CertificateId, again.CertificateId);
        Assert.Equal(1, world.Emulator.Requests.Count("CreateCertificate"));
    }

    [Fact]
    public async Task A_certificate_is_described_from_the_list_and_reading_its_key_is_an_error()
    {
        await using var world = await StartAsync("DescribeCertificateDetail");
        var store = new GaapCertificateStore(world.Client);
        var listed = await store.GetAsync("cert-blog4e5p", cancellationToken: SslWorld.Stop);
        Assert.Equal("blog.example.com", listed.SubjectCN);
        Assert.Null(listed.CertificatePem);
        var refused = await Assert.ThrowsAsync<TencentCertException>(
            () => store.GetAsync("cert-blog4e5p", includePrivateKey: true, SslWorld.Stop));
        Assert.True(refused.IsDenied);
        var missing = await Assert.ThrowsAsync<TencentCertException>(
            () => store.GetAsync("cert-notthere", cancellationToken: SslWorld.Stop));
        Assert.True(missing.IsNotFound);
    }

    [Fact]
    public async Task An_import_continues_without_the_list()
    {
        await using var world = await StartAsync("DescribeCertificates");
        var made = await new GaapCertificateStore(world.Client).ImportAsync(SslAtMostOnceTests.Valid(), cancellationToken: SslWorld.Stop);
        Assert.StartsWith("cert-", made.CertificateId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaap", "ssl")]
    [InlineData("gaap")]
    [InlineData("ssl")]
    public async Task Copies_are_identified_by_the_lists_and_the_missing_permission_is_reported(params string[] services)
    {
        await using var world = await SslWorld.StartAsync();
        var free = new CertificateInventory(world.Client);
        var known = Copies(await free.UsagesAsync(cancellationToken: SslWorld.Stop));
        Assert.Contains(known, pair => pair.SslId is not null);
        Assert.Null(free.NotCompared);

        Array.ForEach(
            services, service => world.Emulator.Faults.AddError($"{service}:DescribeCertificateDetail", Denied, count: int.MaxValue));
        var inventory = new CertificateInventory(world.Client);
        Assert.Equal(known, Copies(await inventory.UsagesAsync(cancellationToken: SslWorld.Stop)));
        Assert.All(
            services, service => Assert.Contains($"{service}:DescribeCertificateDetail", inventory.NotCompared, StringComparison.Ordinal));

        static List<(string GaapId, string? SslId)> Copies(IEnumerable<GaapCertificateUsage> usages) =>
            [.. usages.Select(usage => (usage.CertificateId, usage.SslCertificateId))];
    }

    [Fact]
    public async Task A_bound_copy_is_found_without_the_list()
    {
        await using var world = await SslWorld.StartAsync();
        var pem = await new GaapCertificateStore(world.Client).GetAsync("cert-www4a1hq", includePrivateKey: true, SslWorld.Stop);
        var bundle = CertificateBundle.FromPem(pem.CertificatePem!, SecretText.Reveal(pem.PrivateKey));
        world.Emulator.Faults.AddError("DescribeCertificates", Denied, count: int.MaxValue);
        var store = new GaapCertificateStore(world.Client);

        var found = await store.ImportAsync(bundle, cancellationToken: SslWorld.Stop);
        Assert.Equal(("cert-www4a1hq", true), (found.CertificateId, found.Reused));
        Assert.Equal("cert-www4a1hq", Assert.Single(await store.FindCopiesAsync(bundle.Chain.Leaf, SslWorld.Stop)).CertificateId);
        Assert.Equal(0, world.Emulator.Requests.Count("CreateCertificate"));
        Assert.Contains("gaap:DescribeCertificates", store.NotListed, StringComparison.Ordinal);

        world.Emulator.Faults.AddError("DescribeRules", Denied, count: int.MaxValue);
        var refused = await Assert.ThrowsAsync<TencentCertException>(() => new GaapCertificateStore(world.Client).FindAsync(
            bundle.Chain, GaapCertificateType.Server, SslWorld.Stop));
        Assert.Equal("gaap:DescribeCertificates", refused.Action);
    }

    [Fact]
    public async Task A_lost_response_is_not_resolved_by_bound_certificates()
    {
        await using var world = await StartAsync("DescribeCertificates");
        world.Emulator.Faults.Add("CreateCertificate", FaultKind.LoseAnswer);
        await Assert.ThrowsAsync<TencentCertException>(
            () => new GaapCertificateStore(world.Client).ImportAsync(SslAtMostOnceTests.Valid(), cancellationToken: SslWorld.Stop));
        Assert.Equal(1, world.Emulator.Requests.Count("CreateCertificate"));
    }

    [Fact]
    public async Task A_handshake_is_verified_against_the_list_entry()
    {
        await using var world = await StartAsync("DescribeCertificateDetail");
        var reader = new GaapReader(world.Client);
        var domain = Assert.Single(
            await reader.DomainsAsync(await reader.ListenerAsync("listener-web00443", SslWorld.Stop), SslWorld.Stop),
            one => one.Domain == "www.example.com");
        var certificate = await new CertificateImporter(world.Client).FromGaapAsync(domain.EffectiveCertificateId!, SslWorld.Stop);
        var edge = new System.Net.DnsEndPoint("127.0.0.1", world.Emulator.Edge.Port);
        var bound = BindingChange.Of(domain, domain.EffectiveCertificateId!, null) with { Certificate = certificate };
        Assert.True((await TlsVerifier.TestAsync(bound, edge, cancellationToken: SslWorld.Stop)).Passed);

        var other = await new CertificateImporter(world.Client).FromGaapAsync("cert-blog4e5p", SslWorld.Stop);
        Assert.False((await TlsVerifier.TestAsync(bound with { Certificate = other }, edge, cancellationToken: SslWorld.Stop)).Passed);
    }

    private static async Task<SslWorld> StartAsync(string action)
    {
        var world = await SslWorld.StartAsync();
        world.Emulator.Faults.AddError(action, Denied, count: int.MaxValue);
        return world;
    }
}
