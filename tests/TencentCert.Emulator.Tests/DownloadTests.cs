using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Emulator.Tests;

public sealed class DownloadTests
{
    [Theory]
    [InlineData(ZipLayout.AllFormat, "Nginx/1_{0}_bundle.crt", "Nginx/2_{0}.key", "IIS/{0}.pfx", "IIS/keystorePass.txt")]
    [InlineData(ZipLayout.PerServer, "{0}_nginx/{0}_bundle.crt", "{0}_nginx/{0}.key", "{0}_iis/{0}.pfx", "{0}_iis/keystorePass.txt")]
    public async Task An_archive_contains_a_matching_certificate_and_key(
        ZipLayout layout, string bundle, string key, string pfx, string password)
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { ZipLayout = layout });
        foreach (var (id, name) in new[] { ("a91hoLqi", "www.example.com"), ("b72kpMrj", "_.shop.example.com"),
            ("c63mqNsk", "static.example.com") })
        {
            using var zip = await DownloadAsync(cloud, id);
            using var pair = X509Certificate2.CreateFromPem(Text(zip, bundle, name), Text(zip, key, name));
            Assert.True(pair.HasPrivateKey);
            var unpacked = X509CertificateLoader.LoadPkcs12Collection(
                Bytes(zip, pfx, name), Text(zip, password, name), X509KeyStorageFlags.EphemeralKeySet);
            Assert.Equal(2, unpacked.Count);
            Assert.Equal(pair.Thumbprint, unpacked.Single(certificate => certificate.HasPrivateKey).Thumbprint);
        }
    }

    [Fact]
    public async Task An_archive_for_an_uploaded_request_contains_no_key()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var key = RSA.Create(2048);
        var csr = new CertificateRequest("CN=www.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSigningRequestPem();
        var id = (await cloud.SslAsync(
            "ReplaceCertificate", new { CertificateId = "a91hoLqi", ValidType = "DNS_AUTO", CsrType = "upload", CsrContent = csr }))
            .GetProperty("CertificateId").GetString()!;
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(6));
        using var zip = await DownloadAsync(cloud, id);
        Assert.Equal(
            ["Apache/1_root_bundle.crt", "Apache/2_www.example.com.crt", "Nginx/1_www.example.com_bundle.crt", "www.example.com.csr"],
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_customer_password_protects_the_PFX_and_is_not_in_the_archive()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var id = (await cloud.SslAsync(
            "ReplaceCertificate", new { CertificateId = "a91hoLqi", ValidType = "DNS_AUTO", CsrkeyPassword = "chosen" }))
            .GetProperty("CertificateId").GetString()!;
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(6));
        using var zip = await DownloadAsync(cloud, id);
        Assert.Null(zip.GetEntry("IIS/keystorePass.txt"));
        var unpacked = X509CertificateLoader.LoadPkcs12Collection(
            Bytes(zip, "IIS/{0}.pfx", "www.example.com"), "chosen", X509KeyStorageFlags.EphemeralKeySet);
        Assert.Equal(2, unpacked.Count);
    }

    [Fact]
    public async Task A_certificate_that_is_not_issued_cannot_be_downloaded()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(
            "FailedOperation.CertificateStatusNotAllowDownload",
            await cloud.SslErrorAsync("DownloadCertificate", new { CertificateId = "h18svTxr" }));
    }

    private static async Task<ZipArchive> DownloadAsync(EmulatedCloud cloud, string id)
    {
        var answer = await cloud.SslAsync("DownloadCertificate", new { CertificateId = id });
        Assert.Equal("application/zip", answer.GetProperty("ContentType").GetString());
        return new ZipArchive(new MemoryStream(answer.GetProperty("Content").GetBytesFromBase64()));
    }

    private static byte[] Bytes(ZipArchive zip, string path, string name)
    {
        using var stream = zip.GetEntry(path.Replace("{0}", name, StringComparison.Ordinal))!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string Text(ZipArchive zip, string path, string name) => System.Text.Encoding.UTF8.GetString(Bytes(zip, path, name));
}
