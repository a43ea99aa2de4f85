using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TencentCert.Emulator.Tests;

public sealed class CertificateListTests
{
    [Theory]
    [InlineData("{}", "h18svTxr")]
    [InlineData("""{"SearchKey":"EXAMPLE.ORG"}""", "f36qtRvp")]
    [InlineData("""{"SearchKey":"f36qt"}""", "f36qtRvp")]
    [InlineData("""{"FilterSource":"upload"}""", "f36qtRvp")]
    [InlineData("""{"CertificateStatus":[3]}""", "g27ruSwq")]
    [InlineData("""{"CertIds":["d54nrPtm"]}""", "d54nrPtm")]
    [InlineData("""{"FilterExpiring":1,"ExpirationSort":"ASC"}""", "b72kpMrj")]
    [InlineData("""{"ExpirationSort":"ASC","Offset":1}""", "b72kpMrj")]
    [InlineData("""{"IsPendingIssue":1}""", "h18svTxr")]
    public async Task Certificates_are_filtered_and_sorted(string body, string first)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var found = await cloud.CallAsync(cloud.Ssl("DescribeCertificates", body));
        Assert.Equal(first, found.GetProperty("Certificates")[0].GetProperty("CertificateId").GetString());
    }

    [Fact]
    public async Task The_page_size_is_ten_by_default_and_1000_at_most()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { Certificates = 1200 });
        var first = await cloud.CallAsync(cloud.Ssl("DescribeCertificates"));
        Assert.Equal(1200, first.GetProperty("TotalCount").GetInt32());
        Assert.Equal(10, first.GetProperty("Certificates").GetArrayLength());
        var large = await cloud.CallAsync(cloud.Ssl("DescribeCertificates", """{"Limit":5000}"""));
        Assert.Equal(1000, large.GetProperty("Certificates").GetArrayLength());
        var last = await cloud.CallAsync(cloud.Ssl("DescribeCertificates", """{"Limit":1000,"Offset":1000}"""));
        Assert.Equal(200, last.GetProperty("Certificates").GetArrayLength());
    }

    [Fact]
    public async Task Times_are_in_GMT_8_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("th-TH");
            await using var cloud = await EmulatedCloud.StartAsync();
            var certificate = await cloud.DescribeAsync("a91hoLqi");
            var text = certificate.GetProperty("CertEndTime").GetString()!;
            Assert.Matches(new Regex(@"^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$"), text);
            var end = DateTimeOffset.Parse(text + " +08:00", CultureInfo.InvariantCulture);
            Assert.Equal(cloud.World.FindSslCertificate("a91hoLqi")!.Material!.NotAfter.ToUnixTimeSeconds(), end.ToUnixTimeSeconds());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.DefaultThreadCurrentCulture = null;
        }
    }

    [Fact]
    public async Task A_certificate_is_described_with_key_and_fingerprint()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var detail = await cloud.SslAsync("DescribeCertificateDetail", new { CertificateId = "c63mqNsk" });
        Assert.StartsWith(
            "-----BEGIN EC PRIVATE KEY-----", detail.GetProperty("CertificatePrivateKey").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, detail.GetProperty("CertChainInfo").GetArrayLength());
        Assert.Equal(40, detail.GetProperty("CertFingerprint").GetString()!.Length);
    }

    [Fact]
    public async Task A_certificate_expires_as_the_clock_advances()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(Ssl.SslStatus.Expired, cloud.World.FindSslCertificate("a91hoLqi")!.Status);
        Assert.Equal(JsonValueKind.Number, (await cloud.CallAsync(cloud.Ssl("DescribeCertificate", """{"CertificateId":"a91hoLqi"}""") with
        {
            Timestamp = cloud.Emulator.Clock.WireTime.ToUnixTimeSeconds(),
        })).GetProperty("Status").ValueKind);
    }
}
