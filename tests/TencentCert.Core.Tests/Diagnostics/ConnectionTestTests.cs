using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Diagnostics;
using TencentCert.Core.Tests.Sts;

namespace TencentCert.Core.Tests.Diagnostics;

public sealed class ConnectionTestTests : IDisposable
{
    private const string Identity =
        """{"Arn":"qcs::cam::uin/100000000001:uin/100000000001","AccountId":"100000000001","UserId":"100000000001","PrincipalId":"100000000001","Type":"CAMUser","RequestId":"who"}""";

    private readonly FakeCloud _cloud = new();

    public void Dispose() => _cloud.Dispose();

    [Fact]
    public async Task The_account_of_a_valid_key_is_reported()
    {
        _cloud.Answer = _ => FakeCloud.Response(Identity);
        var connection = Connection();
        var result = await RunAsync(connection);
        Assert.Equal(
            (ConnectionProblem.None, "100000000001", "who", "sts:GetCallerIdentity"),
            (result.Problem, result.Account, result.RequestId, result.Action));
        Assert.NotNull(result.Latency);
        Assert.Equal("explicit credential", result.Key!.Source);
        Assert.Equal("100000000001", connection.Account);
        Assert.Equal("ap-guangzhou", Assert.Single(_cloud.Requests).Region);
    }

    [Theory]
    [InlineData("UnauthorizedOperation")]
    [InlineData("InvalidAction")]
    [InlineData("NoSuchProduct")]
    [InlineData("InternalError")]
    public async Task The_certificate_list_is_read_when_STS_does_not_return_the_identity(string code)
    {
        _cloud.Answer = request =>
            request.Action == "GetCallerIdentity" ? FakeCloud.Error(code) : FakeCloud.Response("""{"TotalCount":0,"RequestId":"read"}""");
        var result = await RunAsync(Connection());
        Assert.Equal(
            (ConnectionProblem.None, null, "read", "ssl:DescribeCertificates"),
            (result.Problem, result.Account, result.RequestId, result.Action));
        Assert.Equal(2, _cloud.Count);
    }

    [Theory]
    [InlineData("AuthFailure.SecretIdNotFound", ConnectionProblem.UnknownSecretId, 1)]
    [InlineData("AuthFailure.SignatureFailure", ConnectionProblem.WrongSecretKey, 1)]
    [InlineData("AuthFailure.SignatureExpire", ConnectionProblem.WrongClock, 2)]
    [InlineData("AuthFailure.TokenFailure", ConnectionProblem.KeyExpired, 2)]
    [InlineData("AuthFailure.MFAFailure", ConnectionProblem.SecondFactor, 1)]
    [InlineData("UnauthorizedOperation.CamNoAuth", ConnectionProblem.NotPermitted, 2)]
    [InlineData("RequestLimitExceeded", ConnectionProblem.Throttled, 2)]
    [InlineData("FailedOperation", ConnectionProblem.Other, 2)]
    public async Task A_failure_is_classified_with_few_requests(string code, ConnectionProblem problem, int requests)
    {
        _cloud.Answer = _ => FakeCloud.Error(code);
        var result = await RunAsync(Connection());
        Assert.Equal((problem, code, "request-refused"), (result.Problem, result.Failure!.Code, result.RequestId));
        Assert.Equal(requests, _cloud.Count);
    }

    [Fact]
    public async Task A_web_page_in_place_of_the_service_is_reported()
    {
        _cloud.Answer = _ => new CloudAnswer("<html>Please log in</html>");
        var result = await RunAsync(Connection());
        Assert.Equal(ConnectionProblem.NotTheService, result.Problem);
        Assert.Contains("Please log in", result.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_port_is_reported_as_unreachable()
    {
        var options = _cloud.Options with { Endpoint = FakeCloud.Nowhere.ToString() };
        var result = await RunAsync(TencentCertConnection.Create("AKIDtesttesttesttest", "key", options));
        Assert.Equal(ConnectionProblem.Unreachable, result.Problem);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent()
    {
        var result = await RunAsync(new TencentCertConnection(new CredentialChain(), _cloud.Options));
        Assert.Equal((ConnectionProblem.NoKey, null), (result.Problem, result.Action));
        Assert.Equal(0, _cloud.Count);
    }

    private static Task<ConnectionTestResult> RunAsync(TencentCertConnection connection) =>
        Eventually.EndsAsync(new ConnectionTest(connection).RunAsync(TestContext.Current.CancellationToken));

    private TencentCertConnection Connection() => TencentCertConnection.Create("AKIDtesttesttesttest", "key", _cloud.Options);
}
