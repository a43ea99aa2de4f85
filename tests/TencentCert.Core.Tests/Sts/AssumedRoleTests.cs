using System.Text.Json;
using TencentCert.Core.Credentials;
using TencentCert.Core.Diagnostics;
using TencentCert.Core.Errors;
using TencentCert.Core.Sts;

namespace TencentCert.Core.Tests.Sts;

/// <summary>Roles assumed with a key: from parameters, the environment and profiles of tccli.</summary>
public sealed class AssumedRoleTests : IDisposable
{
    private const string Arn = "qcs::cam::uin/100000000001:roleName/deploy";
    private static readonly CredentialChain Basis =
        CredentialChain.Explicit(new TencentCredential("AKIDbasisbasisbasis", "keyHidden", "tokenOfBasis"));

    private readonly FakeCloud _cloud = new();
    private readonly TemporaryFolder _folder = new();

    public AssumedRoleTests() => _cloud.Answer = _ => _cloud.Key("role");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _cloud.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task STS_is_called_with_the_base_key_and_its_token()
    {
        var found = await Basis.Assuming(new RoleSession(Arn), _cloud.Options).FindAsync(Cancel);
        Assert.Equal("AKIDrole-00000000", found.Credential.SecretId);
        Assert.Equal("tokenHiddenrole", found.Credential.Token);
        Assert.Equal(_cloud.Clock.GetUtcNow() + TimeSpan.FromHours(2), found.Credential.ExpiresAt);
        Assert.Equal(
            ("assumed role", $"{Arn} as TencentCert, RequestId request-role, with the key from explicit credential"),
            (found.Source, found.Detail));
        var request = Assert.Single(_cloud.Requests);
        Assert.Equal(("AssumeRole", "ap-guangzhou", "tokenOfBasis"), (request.Action, request.Region, request.Token));
        Assert.Contains("/sts/tc3_request", request.Authorization, StringComparison.Ordinal);
        Assert.Equal($$"""{"RoleArn":"{{Arn}}","RoleSessionName":"TencentCert"}""", request.Body);
    }

    [Fact]
    public async Task Session_name_external_id_and_duration_are_passed_on()
    {
        var role = new RoleSession(Arn) { SessionName = "weekly", ExternalId = "agreed", DurationSeconds = 900 };
        await Basis.Assuming(role, _cloud.Options).FindAsync(Cancel);
        using var body = JsonDocument.Parse(_cloud.Requests[0].Body);
        Assert.Equal("weekly", body.RootElement.GetProperty("RoleSessionName").GetString());
        Assert.Equal("agreed", body.RootElement.GetProperty("ExternalId").GetString());
        Assert.Equal(900, body.RootElement.GetProperty("DurationSeconds").GetInt64());
    }

    [Fact]
    public async Task A_refusal_is_reported_with_code_and_RequestId()
    {
        _cloud.Answer = _ => FakeCloud.Error("UnauthorizedOperation");
        var failure = await Assert.ThrowsAsync<TencentCertException>(
            async () => await Basis.Assuming(new RoleSession(Arn), _cloud.Options).FindAsync(Cancel));
        Assert.Equal(("UnauthorizedOperation", "request-refused", "sts:AssumeRole"), (failure.Code, failure.RequestId, failure.Action));
        Assert.Equal(ConnectionProblem.RoleRefused, ConnectionTest.ProblemOf(failure));
    }

    [Theory]
    [InlineData(
        """{"Response":{"Credentials":{"TmpSecretId":"id","TmpSecretKey":"secretHidden"},"ExpiredTime":4000000000,"RequestId":"r"}}""")]
    [InlineData(
        """{"Response":{"Credentials":{"TmpSecretId":"id","TmpSecretKey":"secretHidden","Token":"tokenHidden"},"RequestId":"r"}}""")]
    [InlineData("""{"Response":{"RequestId":"r"}}""")]
    [InlineData("""{"Response":{"Credentials":{"Token":"tokenHidden","TmpSecretId":"id","TmpSecretKey":"secretHi""")]
    [InlineData("""{"Response":{"Credentials":"secretHidden","RequestId":"r"}}""")]
    public async Task A_response_without_a_complete_key_is_refused_and_not_shown(string answer)
    {
        _cloud.Answer = _ => new CloudAnswer(answer);
        var failure = await Assert.ThrowsAsync<TencentCertException>(
            async () => await Basis.Assuming(new RoleSession(Arn), _cloud.Options).FindAsync(Cancel));
        Assert.Equal(ErrorCodes.UnreadableAnswer, failure.Code);
        Assert.DoesNotContain("Hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secretHi", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_role_in_the_environment_is_assumed_with_the_base_key()
    {
        var source = new EnvironmentRoleCredential(
            Basis, _cloud.Options,
            name => name switch { "TENCENTCLOUD_ROLE_ARN" => Arn, "TENCENTCLOUD_ROLE_SESSION_NAME" => "night", _ => null });
        Assert.Equal("AKIDrole-00000000", (await source.FindAsync(Cancel)).Credential!.SecretId);
        Assert.Contains("\"night\"", _cloud.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_without_a_role_gives_no_key()
    {
        var lookup = await new EnvironmentRoleCredential(Basis, _cloud.Options, _ => "").FindAsync(Cancel);
        Assert.Equal((null, "TENCENTCLOUD_ROLE_ARN is not set"), (lookup.Credential, lookup.Detail));
        Assert.Equal(0, _cloud.Count);
    }

    [Fact]
    public async Task The_role_of_a_tccli_profile_is_assumed_with_the_key_of_the_profile()
    {
        _folder.Write(
            "prod.credential",
            $$"""{"secretId":"AKIDprofileprofile","secretKey":"key","role-arn":"{{Arn}}","role-session-name":"tccli"}""");
        var lookup = await new TccliRoleCredential("prod", _folder.Path, _cloud.Options).FindAsync(Cancel);
        Assert.Equal("AKIDrole-00000000", lookup.Credential!.SecretId);
        Assert.Contains("Credential=AKIDprofileprofile/", _cloud.Requests[0].Authorization, StringComparison.Ordinal);
        Assert.Contains("\"tccli\"", _cloud.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tccli_profile_can_select_the_CVM_role()
    {
        _folder.Write("prod.credential", """{"type":"cvm-role"}""");
        _cloud.Answer = request => request.Path.EndsWith('/') ? new CloudAnswer("deploy") : _cloud.MetadataKey("cvm");
        Assert.Equal(
            "AKIDcvm-00000000",
            (await new TccliRoleCredential("prod", _folder.Path, _cloud.Options).FindAsync(Cancel)).Credential!.SecretId);
    }

    [Theory]
    [InlineData("""{"secretId":"AKIDprofile","secretKey":"key"}""", "names no role")]
    [InlineData("""{"secretId":"AKIDprofile","secretKey":"key","role-arn":""}""", "names no role")]
    [InlineData(null, "does not exist")]
    public async Task A_profile_without_a_role_gives_no_key(string? content, string reason)
    {
        if (content is not null)
            _folder.Write("prod.credential", content);

        var lookup = await new TccliRoleCredential("prod", _folder.Path, _cloud.Options).FindAsync(Cancel);
        Assert.Null(lookup.Credential);
        Assert.Contains(reason, lookup.Detail, StringComparison.Ordinal);
    }
}
