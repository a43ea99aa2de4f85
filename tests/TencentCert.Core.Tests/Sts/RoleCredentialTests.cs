using TencentCert.Core.Client;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Sts;
using TencentCert.Core.Tests.Client;

namespace TencentCert.Core.Tests.Sts;

[Trait("Culture", "any")]
public sealed class RoleCredentialTests : IDisposable
{
    private const string Roles = "/latest/meta-data/cam/security-credentials/";
    private readonly FakeCloud _cloud = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _cloud.Dispose();

    [Fact]
    public async Task The_key_of_the_role_is_read_with_its_token_and_expiry()
    {
        _cloud.Answer = request => request.Path == Roles ? new CloudAnswer("deploy\n") : _cloud.MetadataKey("cvm");
        var lookup = await FindAsync();
        Assert.Equal("AKIDcvm-00000000", lookup.Credential!.SecretId);
        Assert.Equal("tokenHiddencvm", lookup.Credential.Token);
        Assert.Equal(_cloud.Clock.GetUtcNow() + TimeSpan.FromHours(2), lookup.Credential.ExpiresAt);
        Assert.Equal("deploy", lookup.Detail);
        Assert.Equal([Roles, Roles + "deploy"], _cloud.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData(404, "", "this CVM has no role")]
    [InlineData(500, "", "HTTP 500")]
    [InlineData(200, "<html>log in</html>", "no role name")]
    [InlineData(200, "", "no role name")]
    [InlineData(200, "one\ntwo", "no role name")]
    [InlineData(200, "../../user-data", "no role name")]
    public async Task A_metadata_response_without_a_role_gives_no_key_and_no_error(int status, string body, string reason)
    {
        _cloud.Answer = _ => new CloudAnswer(body, status);
        var lookup = await FindAsync();
        Assert.Null(lookup.Credential);
        Assert.Contains(reason, lookup.Detail, StringComparison.Ordinal);
        Assert.Equal(1, _cloud.Count);
    }

    // The page of a network that answers for every name, in an encoding that this platform does not support.
    [Fact]
    public async Task A_web_page_in_an_unknown_encoding_gives_no_key_and_no_error()
    {
        await using var network =
            ScriptedServer.Start(Replies.Body([.. "<html>"u8, 0xB5, 0xC7, 0xC2, 0xBC], 200, "Content-Type: text/html; charset=x-unknown"));
        var lookup = await new RoleCredential(new ConnectionOptions { MetadataService = new Uri(network.Endpoint) }).FindAsync(Cancel);
        Assert.Null(lookup.Credential);
        Assert.Contains("no role name", lookup.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_that_is_too_long_is_refused()
    {
        var page = new string('a', (64 * 1024) + 1);
        _cloud.Answer = _ => new CloudAnswer(page);
        Assert.Equal("not on a CVM: 127.0.0.1: a response of more than 65536 bytes", (await FindAsync()).Detail);

        _cloud.Answer = request => new CloudAnswer(request.Path == Roles ? "deploy" : page);
        var failure = await Assert.ThrowsAsync<TencentCertException>(FindAsync);
        Assert.Equal("127.0.0.1: a response of more than 65536 bytes", failure.Message);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var elsewhere = new FakeCloud { Answer = _ => new CloudAnswer("role") };
        _cloud.Answer = _ => new CloudAnswer("", 302, elsewhere.Address.ToString());
        Assert.Contains("HTTP 302", (await FindAsync()).Detail, StringComparison.Ordinal);
        Assert.Equal(0, elsewhere.Count);
    }

    [Fact]
    public async Task A_metadata_service_that_does_not_respond_times_out_after_two_seconds()
    {
        _cloud.Answer = _ => null;
        var find = FindAsync();
        await Eventually.Async(() => _cloud.Count == 1, "the question");
        _cloud.Clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.False(find.IsCompleted);
        _cloud.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("not on a CVM: 127.0.0.1: no response within 2 s", (await find).Detail);
    }

    [Fact]
    public async Task A_machine_without_a_metadata_service_gives_no_key()
    {
        var lookup = await new RoleCredential(_cloud.Options with { MetadataService = FakeCloud.Nowhere }).FindAsync(Cancel);
        Assert.Equal((null, "not on a CVM: 127.0.0.1: no connection"), (lookup.Credential, lookup.Detail));
    }

    [Fact]
    public async Task Cancellation_by_the_caller_is_not_treated_as_a_response()
    {
        _cloud.Answer = _ => null;
        using var stop = new CancellationTokenSource();
        var find = new RoleCredential(_cloud.Options).FindAsync(stop.Token).AsTask();
        await Eventually.Async(() => _cloud.Count == 1, "the question");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.EndsAsync(find));
    }

    [Theory]
    [InlineData(200, """{"TmpSecretId":"id","TmpSecretKey":"secretHidden","Token":"tokenHidden" """)]
    [InlineData(200, """{"TmpSecretId":"id","TmpSecretKey":"secretHidden","Token":"tokenHidden","Code":"Success"}""")]
    [InlineData(200, """{"TmpSecretId":"id","TmpSecretKey":"secretHidden","Token":"tokenHidden","ExpiredTime":"soon","Code":"Success"}""")]
    [InlineData(
        200, """{"TmpSecretId":"id","TmpSecretKey":"secretHidden","Token":"tokenHidden","ExpiredTime":999999999999999,"Code":"Success"}""")]
    [InlineData(
        200, """{"TmpSecretId":"id","TmpSecretKey":"secret Hidden","Token":"tokenHidden","ExpiredTime":4000000000,"Code":"Success"}""")]
    [InlineData(200, """{"Code":"Failed"}""")]
    [InlineData(200, "[]")]
    [InlineData(200, "secretHidden")]
    [InlineData(404, "secretHidden")]
    public async Task An_invalid_key_is_an_error_that_does_not_show_it(int status, string body)
    {
        _cloud.Answer = request => request.Path == Roles ? new CloudAnswer("deploy") : new CloudAnswer(body, status);
        var failure = await Assert.ThrowsAsync<TencentCertException>(FindAsync);
        Assert.Equal(ErrorCodes.InvalidCredential, failure.Code);
        Assert.DoesNotContain("Hidden", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_key_is_reported_as_expired()
    {
        _cloud.Answer = request => request.Path == Roles ? new CloudAnswer("deploy") : _cloud.MetadataKey("old", -TimeSpan.FromSeconds(1));
        Assert.Equal(ErrorCodes.CredentialExpired, (await Assert.ThrowsAsync<TencentCertException>(FindAsync)).Code);
    }

    private Task<CredentialLookup> FindAsync() => Eventually.EndsAsync(new RoleCredential(_cloud.Options).FindAsync(Cancel).AsTask());
}
