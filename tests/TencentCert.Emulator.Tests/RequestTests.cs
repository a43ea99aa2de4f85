using System.Net;

namespace TencentCert.Emulator.Tests;

public sealed class RequestTests
{
    [Theory]
    [InlineData("DescribeCertificates", """{"limit":1}""", "UnknownParameter")]
    [InlineData("DescribeCertificates", """{"Tags":[{"TagKey":"a","Value":"b"}]}""", "UnknownParameter")]
    [InlineData("DescribeCertificate", "{}", "MissingParameter")]
    [InlineData("DescribeCertificate", """{"CertificateId":null}""", "MissingParameter")]
    [InlineData("DescribeCertificate", """{"CertificateId":1}""", "InvalidParameter")]
    [InlineData("DescribeCertificates", """{"Limit":"10"}""", "InvalidParameter")]
    [InlineData("DescribeCertificates", """{"Limit":1.5}""", "InvalidParameter")]
    [InlineData("DescribeCertificates", """{"CertIds":"a"}""", "InvalidParameter")]
    [InlineData("DescribeCertificates", """{"CertIds":[1]}""", "InvalidParameter")]
    [InlineData("DescribeCertificates", """{"Tags":["a"]}""", "InvalidParameter")]
    [InlineData("DescribeCertificates", "[]", "InvalidParameter")]
    [InlineData("DescribeCertificates", "{", "InvalidParameter")]
    [InlineData("DescribeCertificates", "", "InvalidParameter")]
    [InlineData("ReplaceCertificate", """{"CertificateId":"a91hoLqi","ValidType":"DNS","UseCrossSignRoot":"true"}""", "InvalidParameter")]
    [InlineData("ReplaceCertificate", """{"CertificateId":"a91hoLqi","ValidType":"DNS","CsrKeyPassword":"a"}""", "UnknownParameter")]
    [InlineData("NoSuchAction", "{}", "InvalidAction")]
    public async Task The_body_is_checked_against_the_declared_parameters(string action, string body, string code)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(code, await cloud.ErrorAsync(cloud.Ssl(action, body)));
    }

    [Fact]
    public async Task Absent_values_are_written_as_null()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var response = await cloud.DescribeAsync("a91hoLqi");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, response.GetProperty("DvAuthDetail").ValueKind);
        Assert.True(Guid.TryParse(response.GetProperty("RequestId").GetString(), out _));
    }

    [Fact]
    public async Task Only_posted_JSON_is_accepted()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var get = new HttpRequestMessage(HttpMethod.Get, cloud.Emulator.Endpoint);
        using var response = await cloud.SendRawAsync(get);
        Assert.Contains(
            "UnsupportedProtocol", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Equal("UnsupportedProtocol", await cloud.ErrorAsync(cloud.Ssl("DescribeCertificates") with { ContentType = "text/plain" }));
    }

    [Fact]
    public async Task Requests_for_other_host_names_are_refused()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var stranger =
            new HttpRequestMessage(HttpMethod.Post, cloud.Emulator.Endpoint) { Headers = { Host = "ssl.tencentcloudapi.com" } };
        using var refused = await cloud.SendRawAsync(stranger);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Fact]
    public async Task A_chunked_body_is_accepted_and_a_too_large_body_is_refused()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        using var chunked = cloud.Ssl("DescribeCertificate", """{"CertificateId":"a91hoLqi"}""").For(cloud.Emulator.Endpoint);
        chunked.Headers.TransferEncodingChunked = true;
        using var response = await cloud.SendRawAsync(chunked);
        Assert.Contains(
            "www.example.com", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var large = cloud.Ssl("DescribeCertificates", new string(' ', 11 * 1024 * 1024));
        using var refused = large.For(cloud.Emulator.Endpoint);
        refused.Headers.ExpectContinue = true;
        using var answer = await cloud.SendRawAsync(refused);
        Assert.Contains(
            "RequestSizeLimitExceeded", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_names_beyond_loopback_are_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => EmulatedCloud.StartAsync(new EmulatorOptions { Hosts = ["name.invalid"] }));

    [Fact]
    public async Task The_rate_limit_applies_per_action_and_refills_in_emulated_time()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { Speed = 0 });
        for (var number = 0; number < 10; number++)
            await cloud.CallAsync(cloud.Ssl("DescribeCertificates"));

        Assert.Equal("RequestLimitExceeded", await cloud.ErrorAsync(cloud.Ssl("DescribeCertificates")));
        await cloud.CallAsync(cloud.Ssl("DescribeCertificate", """{"CertificateId":"a91hoLqi"}"""));
        await cloud.CallAsync(cloud.Gaap("DescribeCertificates"));

        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(0.2));
        await cloud.CallAsync(cloud.Ssl("DescribeCertificates"));
        await cloud.CallAsync(cloud.Ssl("DescribeCertificates"));
        Assert.Equal("RequestLimitExceeded", await cloud.ErrorAsync(cloud.Ssl("DescribeCertificates")));
        Assert.Equal(2, cloud.Emulator.Requests.CountErrors("RequestLimitExceeded", "DescribeCertificates"));
    }

    [Fact]
    public async Task The_rate_limit_is_configurable()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { Speed = 0, RequestsPerSecond = 1 });
        await cloud.CallAsync(cloud.Ssl("DescribeCertificates"));
        Assert.Equal("RequestLimitExceeded", await cloud.ErrorAsync(cloud.Ssl("DescribeCertificates")));
    }

    [Fact]
    public async Task Many_concurrent_requests_are_served()
    {
        await using var cloud =
            await EmulatedCloud.StartAsync(new EmulatorOptions { RequestsPerSecond = 0, Latency = TimeSpan.FromMilliseconds(50) });
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => cloud.CallAsync(cloud.Gaap("DescribeProxies"))));
        Assert.Equal(300, cloud.Emulator.Requests.Count("DescribeProxies"));
    }

    [Fact]
    public async Task Requests_are_logged()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var response = await cloud.CallAsync(cloud.Ssl("DescribeCertificate", """{"CertificateId":"a91hoLqi"}"""));
        await cloud.ErrorAsync(cloud.Ssl("DescribeCertificate"));
        var entries = cloud.Emulator.Requests.Entries;
        Assert.Equal(2, cloud.Emulator.Requests.Total);
        Assert.Equal("ssl", entries[0].Service);
        Assert.Equal(response.GetProperty("RequestId").GetString(), entries[0].RequestId);
        Assert.Equal("""{"CertificateId":"a91hoLqi"}""", entries[0].Body);
        Assert.Equal("DescribeCertificate", entries[0].Headers["x-tc-action"]);
        Assert.Equal("MissingParameter", entries[1].ErrorCode);
        cloud.Emulator.Requests.Clear();
        Assert.Equal(0, cloud.Emulator.Requests.Count("DescribeCertificate"));
    }

    [Fact]
    public async Task The_international_site_lacks_actions_and_parameters()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { Site = EmulatorSite.International });
        Assert.Equal("InvalidAction", await cloud.SslErrorAsync("CompleteCertificate", new { CertificateId = "h18svTxr" }));
        Assert.Equal("InvalidAction", await cloud.GaapErrorAsync("DescribeTaskStatus", new { TaskId = "a" }));
        Assert.Equal(
            "UnknownParameter",
            await cloud.SslErrorAsync(
                "ReplaceCertificate", new { CertificateId = "a91hoLqi", ValidType = "DNS", UseCrossSignRoot = true }));
        await cloud.SslAsync("ReplaceCertificate", new { CertificateId = "a91hoLqi", ValidType = "DNS" });
    }

    [Fact]
    public async Task Stopping_releases_the_ports_and_ends_requests_in_progress()
    {
        var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { Latency = TimeSpan.FromHours(1) });
        var pending = cloud.SendRawAsync(cloud.Ssl("DescribeCertificates"));
        var options = new EmulatorOptions { Port = cloud.Emulator.Endpoint.Port, EdgePort = cloud.Emulator.Edge.Port };
        await cloud.Emulator.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => pending);
        await using var second = await EmulatedCloud.StartAsync(options);
        await second.CallAsync(second.Ssl("DescribeCertificates"));
        await cloud.DisposeAsync();
    }
}
