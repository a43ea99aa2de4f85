using System.Net;
using TencentCert.Emulator.Faults;

namespace TencentCert.Emulator.Tests;

public sealed class FaultTests
{
    private static readonly object Order = new { CertificateId = "a91hoLqi", ValidType = "DNS" };

    [Theory]
    [InlineData(FaultKind.LoseAnswer, true)]
    [InlineData(FaultKind.TruncatedBody, true)]
    [InlineData(FaultKind.Refuse, false)]
    public async Task A_fault_closes_the_connection_before_or_after_execution(FaultKind kind, bool worked)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Faults.Add("ReplaceCertificate", kind);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cloud.SslAsync("ReplaceCertificate", Order));
        Assert.Equal(worked, cloud.World.FindSslCertificate("a91hoLqi")!.ReplacedFor is not null);
        Assert.Equal(1, cloud.Emulator.Requests.Count("ReplaceCertificate"));
        Assert.Equal(kind, cloud.Emulator.Requests.Entries[0].Fault);
        await cloud.SslAsync("DescribeCertificates", new { });
    }

    [Theory]
    [InlineData(FaultKind.ServerError, HttpStatusCode.BadGateway, false)]
    [InlineData(FaultKind.ServerErrorAfterWork, HttpStatusCode.BadGateway, true)]
    [InlineData(FaultKind.Html, HttpStatusCode.OK, false)]
    [InlineData(FaultKind.HtmlAfterWork, HttpStatusCode.OK, true)]
    public async Task A_fault_returns_an_HTML_page_before_or_after_execution(FaultKind kind, HttpStatusCode status, bool worked)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Faults.Add("ReplaceCertificate", kind);
        using var response =
            await cloud.SendRawAsync(cloud.Ssl("ReplaceCertificate", """{"CertificateId":"a91hoLqi","ValidType":"DNS"}"""));
        Assert.Equal(status, response.StatusCode);
        Assert.StartsWith(
            "<html>", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(worked, cloud.World.FindSslCertificate("a91hoLqi")!.ReplacedFor is not null);
    }

    [Theory]
    [InlineData(FaultKind.InternalError, "InternalError", false)]
    [InlineData(FaultKind.InternalErrorAfterWork, "InternalError", true)]
    [InlineData(FaultKind.Throttle, "RequestLimitExceeded", false)]
    [InlineData(FaultKind.BusyListener, "FailedOperation.ListenerHasTask", false)]
    public async Task A_fault_returns_an_error_code_before_or_after_execution(FaultKind kind, string code, bool worked)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Faults.Add("ReplaceCertificate", kind, count: 2);
        Assert.Equal(code, await cloud.SslErrorAsync("ReplaceCertificate", Order));
        Assert.Equal(worked, cloud.World.FindSslCertificate("a91hoLqi")!.ReplacedFor is not null);
    }

    [Fact]
    public async Task A_fault_ends_after_its_count()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Faults.Add("DescribeCertificates", FaultKind.Throttle, count: 2)
            .AddError("DescribeCertificates", "FailedOperation.NetworkError");
        Assert.Equal("RequestLimitExceeded", await cloud.SslErrorAsync("DescribeCertificates", new { }));
        Assert.Equal("RequestLimitExceeded", await cloud.SslErrorAsync("DescribeCertificates", new { }));
        Assert.Equal("FailedOperation.NetworkError", await cloud.SslErrorAsync("DescribeCertificates", new { }));
        await cloud.SslAsync("DescribeCertificates", new { });
    }

    [Fact]
    public async Task A_fault_for_any_action_applies_until_cleared()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Faults.Add(FaultPlan.AnyAction, FaultKind.BusyListener, int.MaxValue)
            .Add(FaultPlan.AnyAction, FaultKind.InternalError, int.MaxValue);
        Assert.Equal("InternalError", await cloud.SslErrorAsync("DescribeCertificates", new { }));
        Assert.Equal(
            "FailedOperation.ListenerHasTask",
            await cloud.GaapErrorAsync(
                "ModifyCertificate", new { ListenerId = "listener-web00443", Domain = "www.example.com", CertificateId = "default" }));
        cloud.Emulator.Faults.Clear();
        await cloud.SslAsync("DescribeCertificates", new { });
    }

    [Fact]
    public async Task A_delay_fault_does_not_change_the_response()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Faults.Add("DescribeCertificates", FaultKind.Delay, delay: TimeSpan.FromMilliseconds(20));
        await cloud.SslAsync("DescribeCertificates", new { });
        Assert.Equal(FaultKind.Delay, cloud.Emulator.Requests.Entries[0].Fault);
    }

    [Fact]
    public async Task Random_faults_are_reproducible()
    {
        Assert.Equal(await StormAsync(), await StormAsync());

        static async Task<string> StormAsync()
        {
            await using var cloud = await EmulatedCloud.StartAsync();
            cloud.Emulator.Faults.AddProbability(FaultKind.InternalError, 0.5);
            var pattern = "";
            for (var number = 0; number < 30; number++)
                pattern += (await cloud.SendAsync(cloud.Ssl("DescribeCertificates"))).TryGetProperty("Error", out _) ? 'x' : '.';

            Assert.Contains('x', pattern);
            Assert.Contains('.', pattern);
            return pattern;
        }
    }

    [Fact]
    public async Task A_request_with_a_wrong_signature_does_not_consume_a_fault()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Faults.Add("DescribeCertificates", FaultKind.InternalError);
        Assert.Equal(
            "AuthFailure.SignatureFailure", await cloud.ErrorAsync(cloud.Ssl("DescribeCertificates") with { SecretKey = "wrong" }));
        Assert.Equal("InternalError", await cloud.SslErrorAsync("DescribeCertificates", new { }));
    }

    [Fact]
    public async Task A_failed_change_does_not_alter_the_binding()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Faults.Add("ModifyCertificate", FaultKind.ChangeFails);
        var answer = await cloud.GaapAsync(
            "ModifyCertificate", new { ListenerId = "listener-web00443", Domain = "www.example.com", CertificateId = "default" });
        var task = new { TaskId = answer.GetProperty("RequestId").GetString() };
        Assert.Equal("RUNNING", (await cloud.GaapAsync("DescribeTaskStatus", task)).GetProperty("Status").GetString());
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("FAIL", (await cloud.GaapAsync("DescribeTaskStatus", task)).GetProperty("Status").GetString());
        var domain = await cloud.DomainAsync("listener-web00443", "www.example.com");
        Assert.Equal("cert-www4a1hq", domain.GetProperty("CertificateId").GetString());
        Assert.Equal(0, domain.GetProperty("DomainStatus").GetInt32());
    }
}
