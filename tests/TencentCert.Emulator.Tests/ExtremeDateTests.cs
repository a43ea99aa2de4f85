using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TencentCert.Emulator.Tests;

/// <summary>Certificates that expire at the end of the calendar, and shifted GAAP times as in a published example.</summary>
public sealed class ExtremeDateTests
{
    [Theory]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31 23:59:59")]
    [InlineData("9999-12-31T10:00:00Z", "9999-12-31 18:00:00")]
    [InlineData("2049-12-31T23:59:59Z", "2050-01-01 07:59:59")]
    public async Task A_certificate_can_expire_at_the_end_of_the_calendar(string end, string shown)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var (certificate, key) = Certificate(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture));
        var id = (await cloud.SslAsync("UploadCertificate", new { CertificatePublicKey = certificate, CertificatePrivateKey = key }))
            .GetProperty("CertificateId").GetString()!;
        Assert.Equal(shown, (await cloud.DescribeAsync(id)).GetProperty("CertEndTime").GetString());
        await cloud.SslAsync("DescribeCertificateDetail", new { CertificateId = id });
        Assert.Equal(
            id, (await cloud.SslAsync("CheckCertificateExist", new { CertificatePublicKey = certificate })).GetProperty("RepeatCertId")
                .GetString());
        await cloud.SslAsync("DescribeCertificates", new { });
        var copy =
            await cloud.GaapAsync("CreateCertificate", new { CertificateType = 2, CertificateContent = certificate, CertificateKey = key });
        await cloud.GaapAsync("DescribeCertificateDetail", new { CertificateId = copy.GetProperty("CertificateId").GetString() });
    }

    [Fact]
    public async Task GAAP_times_are_shifted_by_the_offset()
    {
        await using var exact = await EmulatedCloud.StartAsync();
        await using var early = await EmulatedCloud.StartAsync(
            new EmulatorOptions { Speed = 0, RequestsPerSecond = 0, GaapTimeOffset = TimeSpan.FromHours(8) });
        Assert.Equal(0, await ShiftAsync(exact));
        Assert.Equal(8 * 3600, await ShiftAsync(early));
    }

    private static async Task<long> ShiftAsync(EmulatedCloud cloud)
    {
        var detail = (await cloud.GaapAsync("DescribeCertificateDetail", new { CertificateId = "cert-www4a1hq" }))
            .GetProperty("CertificateDetail");
        using var leaf = X509Certificate2.CreateFromPem(detail.GetProperty("CertificateContent").GetString());
        var listed = (await cloud.GaapAsync("DescribeCertificates", new { CertificateType = 2, Limit = 100 })).GetProperty("CertificateSet")
            .EnumerateArray()
            .Single(one => one.GetProperty("CertificateId").GetString() == "cert-www4a1hq");
        Assert.Equal(detail.GetProperty("EndTime").GetInt64(), listed.GetProperty("EndTime").GetInt64());
        var begin = new DateTimeOffset(leaf.NotBefore).ToUnixTimeSeconds() - detail.GetProperty("BeginTime").GetInt64();
        Assert.Equal(begin, new DateTimeOffset(leaf.NotAfter).ToUnixTimeSeconds() - detail.GetProperty("EndTime").GetInt64());
        return begin;
    }

    private static (string Certificate, string Key) Certificate(DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=far.example.com", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), end);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
