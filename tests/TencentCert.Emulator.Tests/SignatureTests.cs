using System.Text;
using TencentCert.Emulator.Http;
using TencentCert.Emulator.Requests;

namespace TencentCert.Emulator.Tests;

public sealed class SignatureTests
{
    private const string ExampleKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    private const string ExampleBody = """{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}""";

    [Theory]
    [InlineData(ExampleKey, "content-type;host", "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168")]
    [InlineData(
        "Gu5t9xGARNpq86cd98joQYCN3*******", "content-type;host;x-tc-action",
        "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3")]
    [InlineData(
        "********************************", "content-type;host;x-tc-action",
        "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f")]
    public void The_published_signatures_are_reproduced(string secretKey, string signedHeaders, string expected)
    {
        var request = new ApiRequest(
            "POST", "", Headers("application/json; charset=utf-8", "DescribeInstances"), Encoding.ASCII.GetBytes(ExampleBody));
        Assert.Equal(expected, Sign(request, secretKey, "2019-02-25", signedHeaders, 1551113065));
    }

    [Fact]
    public void The_published_signature_of_a_query_is_reproduced()
    {
        var request = new ApiRequest("GET", "Limit=10&Offset=0", Headers("application/x-www-form-urlencoded", "DescribeInstances"), []);
        Assert.Equal(
            "5da7a33f6993f0614b047e5df4582db9e9bf4672ba50567dba16c6ccf174c474",
            Sign(request, ExampleKey, "2018-10-09", "content-type;host", 1539084154));
    }

    [Theory]
    [InlineData("content-type", "host")]
    [InlineData("content-type", "host", "x-tc-action")]
    public async Task The_right_key_is_accepted(params string[] signedHeaders)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        await cloud.CallAsync(cloud.Ssl("DescribeCertificates") with { SignedHeaders = signedHeaders });
        await cloud.CallAsync(
            cloud.Ssl(
                "DescribeCertificates", """{"SearchKey":"证书"}""") with { ContentType = "application/json; charset=utf-8",
                SignedHeaders = signedHeaders });
    }

    [Fact]
    public async Task Wrong_credentials_are_refused()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var call = cloud.Ssl("DescribeCertificates");
        Assert.Equal("AuthFailure.SignatureFailure", await cloud.ErrorAsync(call with { SecretKey = "wrong" }));
        Assert.Equal("AuthFailure.SecretIdNotFound", await cloud.ErrorAsync(call with { SecretId = "AKIDother" }));
    }

    [Fact]
    public async Task A_body_action_or_date_other_than_signed_is_refused()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var call = cloud.Ssl("DescribeCertificates", """{"Limit":1}""");
        using var body = call.For(cloud.Emulator.Endpoint);
        var type = body.Content!.Headers.ContentType;
        body.Content = new ByteArrayContent("""{"Limit":2}"""u8.ToArray()) { Headers = { ContentType = type } };
        Assert.Contains("AuthFailure.SignatureFailure", await TextAsync(cloud, body), StringComparison.Ordinal);

        using var action = call.For(cloud.Emulator.Endpoint);
        action.Headers.Remove("X-TC-Action");
        action.Headers.Add("X-TC-Action", "DescribeCertificate");
        Assert.Contains("AuthFailure.SignatureFailure", await TextAsync(cloud, action), StringComparison.Ordinal);

        Assert.Equal("AuthFailure.SignatureFailure", await cloud.ErrorAsync(call with { Date = "2019-02-25" }));
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(330)]
    public async Task A_stale_or_early_timestamp_is_refused(int seconds)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var call = cloud.Ssl("DescribeCertificates");
        Assert.Equal("AuthFailure.SignatureExpire", await cloud.ErrorAsync(call with { Timestamp = call.Timestamp + seconds }));
    }

    [Fact]
    public async Task The_Date_header_has_the_server_time()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        cloud.Emulator.Clock.Advance(TimeSpan.FromDays(3));
        using var refused = await cloud.SendRawAsync(cloud.Ssl("DescribeCertificates"));
        var date = refused.Headers.Date!.Value;
        Assert.Equal("AuthFailure.SignatureExpire", await cloud.ErrorAsync(cloud.Ssl("DescribeCertificates")));
        await cloud.CallAsync(cloud.Ssl("DescribeCertificates") with { Timestamp = date.ToUnixTimeSeconds() });
    }

    [Theory]
    [InlineData("X-TC-Action", "MissingParameter")]
    [InlineData("X-TC-Version", "MissingParameter")]
    [InlineData("X-TC-Timestamp", "MissingParameter")]
    [InlineData("Authorization", "AuthFailure.InvalidAuthorization")]
    public async Task A_missing_header_is_refused(string header, string code)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(code, await cloud.ErrorAsync(cloud.Ssl("DescribeCertificates") with { Omit = [header] }));
    }

    [Fact]
    public async Task Host_and_content_type_must_be_signed_and_the_list_must_be_ordered()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var call = cloud.Ssl("DescribeCertificates");
        Assert.Equal("AuthFailure.InvalidAuthorization", await cloud.ErrorAsync(call with { SignedHeaders = ["content-type"] }));
        Assert.Equal("AuthFailure.InvalidAuthorization", await cloud.ErrorAsync(call with { SignedHeaders = ["host", "x-tc-action"] }));
        Assert.Equal("AuthFailure.InvalidAuthorization", await cloud.ErrorAsync(call with { SignedHeaders = ["host", "content-type"] }));
    }

    [Fact]
    public async Task The_token_of_the_key_is_required()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { Token = "session" });
        var call = cloud.Ssl("DescribeCertificates");
        Assert.Equal("AuthFailure.TokenFailure", await cloud.ErrorAsync(call));
        Assert.Equal("AuthFailure.TokenFailure", await cloud.ErrorAsync(call with { Token = "other" }));
        await cloud.CallAsync(call with { Token = "session" });
    }

    [Fact]
    public async Task The_service_is_read_from_the_credential_scope()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal("NoSuchProduct", await cloud.ErrorAsync(cloud.Ssl("DescribeCertificates") with { Service = "cvm" }));
        Assert.Equal("NoSuchVersion", await cloud.ErrorAsync(cloud.Ssl("DescribeCertificates") with { Service = "gaap" }));
        Assert.Equal("InvalidAction", await cloud.ErrorAsync(cloud.Ssl("DescribeRules")));
    }

    private static async Task<string> TextAsync(EmulatedCloud cloud, HttpRequestMessage request)
    {
        using var response = await cloud.SendRawAsync(request);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, string> Headers(string contentType, string action) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Type"] = contentType,
        ["Host"] = "cvm.tencentcloudapi.com",
        ["X-TC-Action"] = action,
    };

    private static string Sign(ApiRequest request, string secretKey, string date, string signedHeaders, long timestamp)
    {
        var authorization =
            Authorization.Parse($"TC3-HMAC-SHA256 Credential=AKID/{date}/cvm/tc3_request, SignedHeaders={signedHeaders}, Signature=0");
        return CanonicalRequest.Sign(CanonicalRequest.Build(request, authorization.SignedHeaders), timestamp, authorization, secretKey);
    }
}
