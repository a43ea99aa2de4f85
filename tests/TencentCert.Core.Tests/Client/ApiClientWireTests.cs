using System.Globalization;
using System.Text.RegularExpressions;
using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Tests.Client;

/// <summary>Headers and body of the requests that are sent.</summary>
[Trait("Culture", "any")]
public sealed class ApiClientWireTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bytes_signed_are_the_bytes_sent()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var client = new WiredClient(server);
        await client.Api.SendAsync(
            SslActions.ModifyCertificateAlias, new ModifyCertificateAliasRequest { CertificateId = "a91hoLqi", Alias = "证书 \"<é>\" 🔑" },
            null, Cancel);
        ReceivedSignature.AssertRight(Assert.Single(server.Requests), "ssl", WiredClient.SecretId, WiredClient.SecretKey);
    }

    [Fact]
    public async Task The_request_is_a_POST_to_the_root_with_the_API_headers()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var client = new WiredClient(server);
        await client.CallAsync();
        var request = Assert.Single(server.Requests);
        Assert.Equal("POST / HTTP/1.1", request.RequestLine);
        Assert.Equal(server.Host, request.Header("Host"));
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal("ModifyCertificate", request.Header("X-TC-Action"));
        Assert.Equal("2018-05-29", request.Header("X-TC-Version"));
        Assert.Equal(
            client.Connection.Options.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            request.Header("X-TC-Timestamp"));
        Assert.Equal("en-US", request.Header("X-TC-Language"));
        Assert.Matches(new Regex("^[0-9a-zA-Z-_ ,;.]{1,128}$"), request.Header("X-TC-RequestClient")!);
        Assert.Null(request.Header("X-TC-Region"));
        Assert.Null(request.Header("X-TC-Token"));
        Assert.Null(request.Header("Expect"));
        Assert.Null(request.Header("traceparent"));
    }

    [Fact]
    public async Task Region_language_and_token_are_sent_when_they_are_set()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var client = new WiredClient(
            server,
            options => options with { Region = "ap-guangzhou", Language = "zh-CN" },
            CredentialChain.Explicit(new TencentCredential("AKIDtemporary0000", "key", "session-token")));
        await client.CallAsync();
        var request = Assert.Single(server.Requests);
        Assert.Equal("ap-guangzhou", request.Header("X-TC-Region"));
        Assert.Equal("zh-CN", request.Header("X-TC-Language"));
        Assert.Equal("session-token", request.Header("X-TC-Token"));
    }

    [Fact]
    public async Task An_IPv6_host_is_sent_and_signed_in_brackets()
    {
        await using var server = ScriptedServer.StartOnIPv6(Replies.Success);
        await new WiredClient(server).CallAsync();
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("[::1]:", request.Header("Host"), StringComparison.Ordinal);
        ReceivedSignature.AssertRight(request, "gaap", WiredClient.SecretId, WiredClient.SecretKey);
    }

    [Fact]
    public async Task Nulls_are_left_out_of_the_body()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        await new WiredClient(server).CallAsync();
        Assert.Equal(
            """{"ListenerId":"listener-1","Domain":"www.example.com","CertificateId":"cert-1"}""", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task The_API_spelling_of_CsrkeyPassword_is_kept()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        await new WiredClient(server).Api.SendAsync(
            SslActions.ReplaceCertificate,
            new ReplaceCertificateRequest { CertificateId = "a91hoLqi", ValidType = "DNS", CsrkeyPassword = "word" }, null, Cancel);
        Assert.Equal("""{"CertificateId":"a91hoLqi","ValidType":"DNS","CsrkeyPassword":"word"}""", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task Each_attempt_has_a_new_signature()
    {
        await using var server = ScriptedServer.Start(Replies.Body("", 429, "Retry-After: 60"), Replies.Success);
        await new WiredClient(server).CallAsync();
        Assert.All(server.Requests, request => ReceivedSignature.AssertRight(request, "gaap", WiredClient.SecretId, WiredClient.SecretKey));
        Assert.NotEqual(server.Requests[0].Header("X-TC-Timestamp"), server.Requests[1].Header("X-TC-Timestamp"));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task The_longest_allowed_body_is_sent_and_a_longer_one_is_refused(int surplus, int requests)
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        const string frame = """{"ListenerId":"","Domain":"d","CertificateId":"c"}""";
        var request = new ModifyCertificateRequest
        {
            ListenerId = new string('x', ApiClient.MaximumBodyBytes - frame.Length + surplus), Domain = "d", CertificateId = "c",
        };
        var call = new WiredClient(server).Api.SendAsync(GaapActions.ModifyCertificate, request, null, Cancel);
        if (surplus == 0)
            await Eventually.EndsAsync(call);
        else
            Assert.Equal(ErrorCodes.InvalidParameter, (await Assert.ThrowsAsync<TencentCertException>(() => call)).Code);

        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task Actions_missing_on_the_international_site_are_refused_before_sending()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var client = new WiredClient(server, options => options with { Site = TencentSite.International });
        var refusal = await Assert.ThrowsAsync<TencentCertException>(
            () => client.Api.SendAsync(GaapActions.DescribeTaskStatus, new DescribeTaskStatusRequest { TaskId = "1" }, null, Cancel));
        Assert.Equal((ErrorCodes.NotOnInternationalSite, 0, false), (refusal.Code, refusal.Attempt, refusal.MayHaveTakenEffect));
        Assert.Contains("DescribeTaskStatus", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Parameters_missing_on_the_international_site_are_refused_before_sending()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var client = new WiredClient(server, options => options with { Site = TencentSite.International });
        var refusal = await Assert.ThrowsAsync<TencentCertException>(
            () => client.Api.SendAsync(
                SslActions.UploadCertificate, new UploadCertificateRequest { CertificatePublicKey = "x", KeyPassword = "word" }, null,
                Cancel));
        Assert.Equal(ErrorCodes.NotOnInternationalSite, refusal.Code);
        Assert.Contains("KeyPassword", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
        await client.Api.SendAsync(SslActions.UploadCertificate, new UploadCertificateRequest { CertificatePublicKey = "x" }, null, Cancel);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_Chinese_site_accepts_these_actions_and_parameters()
    {
        await using var server = ScriptedServer.Start(Replies.Success);
        var client = new WiredClient(server);
        await client.Api.SendAsync(GaapActions.DescribeTaskStatus, new DescribeTaskStatusRequest { TaskId = "1" }, null, Cancel);
        await client.Api.SendAsync(
            SslActions.UploadCertificate, new UploadCertificateRequest { CertificatePublicKey = "x", KeyPassword = "word" }, null, Cancel);
        Assert.Equal(2, server.Requests.Count);
    }
}
