using System.Text.Json;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;
using TencentCert.Core.Sts;

namespace TencentCert.Core.Tests.Sts;

[Trait("Culture", "any")]
public sealed class OidcCredentialTests : IDisposable
{
    private const string Arn = "qcs::cam::uin/100000000001:roleName/deploy";
    private readonly FakeCloud _cloud = new();
    private readonly TemporaryFolder _folder = new();

    public OidcCredentialTests() => _cloud.Answer = _ => _cloud.Key("web");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private WebIdentity Identity => new(new RoleSession(Arn), "github", Path.Combine(_folder.Path, "token"));

    public void Dispose()
    {
        _cloud.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task STS_is_called_without_a_key_and_without_a_signature()
    {
        _folder.Write("token", "\uFEFF a.signed.tokenHidden\r\n");
        var found = await CredentialSources.Oidc(Identity, _cloud.Options).FindAsync(Cancel);
        Assert.Equal(("AKIDweb-00000000", "web identity"), (found.Credential.SecretId, found.Source));
        var request = Assert.Single(_cloud.Requests);
        Assert.Equal(
            ("AssumeRoleWithWebIdentity", "SKIP", null, "ap-guangzhou"),
            (request.Action, request.Authorization, request.Token, request.Region));
        Assert.Equal(
            $$"""{"ProviderId":"github","WebIdentityToken":"a.signed.tokenHidden","RoleArn":"{{Arn}}","RoleSessionName":"TencentCert"}""",
            request.Body);
        Assert.DoesNotContain("Hidden", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_file_is_read_again_at_each_renewal()
    {
        _folder.Write("token", "first");
        var cache = new CredentialCache(CredentialSources.Oidc(Identity, _cloud.Options), _cloud.Clock);
        await cache.GetAsync(Cancel);
        _folder.Write("token", "second");
        await cache.GetAsync(Cancel);
        _cloud.Clock.Advance(TimeSpan.FromMinutes(116));
        await cache.GetAsync(Cancel);
        Assert.Equal(
            ["first", "second"],
            _cloud.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("WebIdentityToken").GetString()));
    }

    [Fact]
    public async Task A_refused_token_is_reported_with_code_and_RequestId_and_is_not_shown()
    {
        _folder.Write("token", "tokenHidden");
        _cloud.Answer = _ => FakeCloud.Error("InvalidParameter.WebIdentityTokenError");
        var failure = await FailAsync();
        Assert.Equal((ErrorCodes.InvalidCredential, "request-refused"), (failure.Code, failure.RequestId));
        Assert.Equal("sts:AssumeRoleWithWebIdentity", failure.Action);
        Assert.Contains("InvalidParameter.WebIdentityTokenError", failure.Message, StringComparison.Ordinal);
        Assert.Contains("expired", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Identity.TokenPath, failure.Message, StringComparison.Ordinal);
        Assert.True(failure.FailsEveryCall);
        Assert.Equal("", failure.Advice);
        Assert.DoesNotContain("Hidden", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unspecified_parameter_error_names_the_token_file_in_the_advice()
    {
        _folder.Write("token", "tokenHidden");
        _cloud.Answer = _ => FakeCloud.Error("InvalidParameter.ParamError");
        var failure = await FailAsync();
        Assert.Equal("InvalidParameter.ParamError", failure.Code);
        Assert.Contains(Identity.TokenPath, failure.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1500000000")]
    [InlineData("1500000000.25")]
    [InlineData("\"1500000000\"")]
    public async Task An_expired_token_is_reported_before_anything_is_sent(string end)
    {
        var claims = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($$"""{"exp":{{end}}}""")).TrimEnd('=');
        _folder.Write("token", $"eyJhbGciOiJSUzI1NiJ9.{claims}.signature");
        var failure = await FailAsync();
        Assert.Equal(ErrorCodes.CredentialExpired, failure.Code);
        Assert.Contains("2017-07-14", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(claims, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _cloud.Count);
    }

    [Fact]
    public async Task A_token_refused_by_STS_as_expired_is_reported_as_expired()
    {
        _folder.Write("token", "tokenHidden");
        _cloud.Answer = _ => FakeCloud.Error("InvalidParameter.OverTimeError");
        var failure = await FailAsync();
        Assert.Equal((ErrorCodes.CredentialExpired, "request-refused"), (failure.Code, failure.RequestId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task Without_a_token_nothing_is_sent(string? content)
    {
        if (content is not null)
            _folder.Write("token", content);

        var failure = await FailAsync();
        Assert.Equal(ErrorCodes.InvalidCredential, failure.Code);
        Assert.Contains(Identity.TokenPath, failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _cloud.Count);
    }

    [Theory]
    [InlineData("TKE_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("TKE_IDENTITY_TOKEN_FILE")]
    public async Task The_pod_variables_set_role_provider_token_and_region(string variable)
    {
        var path = _folder.Write("pod", "of-the-pod");
        var source = new TkeCredential(_cloud.Options, name =>
            name == variable ? path
            : name switch { "TKE_ROLE_ARN" => Arn, "TKE_PROVIDER_ID" => "cls-1", "TKE_REGION" => "ap-shanghai", _ => null });
        Assert.Equal("AKIDweb-00000000", (await source.FindAsync(Cancel)).Credential!.SecretId);
        Assert.Equal("ap-shanghai", _cloud.Requests[0].Region);
        Assert.Contains("of-the-pod", _cloud.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_outside_a_pod_gives_no_key()
    {
        Assert.Null((await new TkeCredential(_cloud.Options, name => name == "TKE_ROLE_ARN" ? Arn : null).FindAsync(Cancel)).Credential);
        Assert.Equal(0, _cloud.Count);
    }

    private Task<TencentCertException> FailAsync() =>
        Assert.ThrowsAsync<TencentCertException>(async () => await CredentialSources.Oidc(Identity, _cloud.Options).FindAsync(Cancel));
}
