using System.Security.Authentication;

namespace TencentCert.Emulator.Tests;

public sealed class TlsEdgeTests
{
    [Theory]
    [InlineData("www.example.com", "a91hoLqi")]
    [InlineData("api.example.com", "a91hoLqi")]
    [InlineData("eu.shop.example.com", "b72kpMrj")]
    [InlineData("any.shop.example.com", "b72kpMrj")]
    [InlineData("static.example.com", "c63mqNsk")]
    [InlineData("xn--fsqu00a.example.com", "d54nrPtm")]
    [InlineData("partner.example.com", "a91hoLqi")]
    public async Task The_edge_serves_the_certificate_bound_to_the_domain(string hostName, string certificateId)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var served = await cloud.HandshakeAsync(hostName);
        Assert.Equal(cloud.World.FindSslCertificate(certificateId)!.Material!.Leaf.Thumbprint, served.Thumbprint);
    }

    [Fact]
    public async Task The_edge_serves_the_new_certificate_after_the_change_has_completed()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var id = (await cloud.SslAsync(
            "ReplaceCertificate", new { CertificateId = "a91hoLqi", ValidType = "DNS_AUTO", CsrType = "online" }))
            .GetProperty("CertificateId").GetString()!;
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(6));
        var detail = await cloud.SslAsync("DescribeCertificateDetail", new { CertificateId = id });
        var stored = (await cloud.GaapAsync("CreateCertificate", new
        {
            CertificateType = 2,
            CertificateContent = detail.GetProperty("CertificatePublicKey").GetString(),
            CertificateKey = detail.GetProperty("CertificatePrivateKey").GetString(),
        })).GetProperty("CertificateId").GetString();
        using var before = await cloud.HandshakeAsync("www.example.com");
        await cloud.GaapAsync(
            "ModifyCertificate", new { ListenerId = "listener-web00443", Domain = "www.example.com", CertificateId = stored });
        using var during = await cloud.HandshakeAsync("www.example.com");
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        using var after = await cloud.HandshakeAsync("www.example.com");

        Assert.Equal(before.Thumbprint, during.Thumbprint);
        Assert.Equal(detail.GetProperty("CertFingerprint").GetString(), after.Thumbprint);
        using var untouched = await cloud.HandshakeAsync("example.com");
        Assert.Equal(before.Thumbprint, untouched.Thumbprint);
    }

    [Fact]
    public async Task The_edge_closes_the_connection_for_an_unknown_name()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => cloud.HandshakeAsync("unknown.example.com"));
        Assert.True(refused is AuthenticationException or IOException, refused.ToString());
        using var next = await cloud.HandshakeAsync("www.example.com");
    }
}
