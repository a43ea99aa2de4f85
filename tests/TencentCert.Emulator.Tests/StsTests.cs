using System.Text;
using System.Text.Json;

namespace TencentCert.Emulator.Tests;

/// <summary>Temporary keys: their issue, their owner and their expiry.</summary>
public sealed class StsTests
{
    private const string Role = "qcs::cam::uin/100000000001:roleName/Rotate";

    [Fact]
    public async Task A_role_is_assumed_and_its_key_expires()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var answer =
            await cloud.CallAsync(Sts(cloud, "AssumeRole", new { RoleArn = Role, RoleSessionName = "weekly", DurationSeconds = 600 }));
        var role = Lent(answer, "GetCallerIdentity");

        var identity = await cloud.CallAsync(role("sts", "2018-08-13"));
        Assert.Equal("weekly", identity.GetProperty("UserId").GetString()!.Split(':')[1]);
        Assert.Equal("CAMRole", identity.GetProperty("Type").GetString());
        Assert.Equal(
            "AuthFailure.TokenFailure", await cloud.ErrorAsync(role("sts", "2018-08-13") with { Token = "another" }));

        // The clock also runs, so neither step ends close to the expiry of the key.
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(500));
        var later = DateTimeOffset.UtcNow.AddSeconds(500).ToUnixTimeSeconds();
        await cloud.CallAsync(role("sts", "2018-08-13") with { Timestamp = later });
        cloud.Emulator.Clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal("AuthFailure.TokenFailure", await cloud.ErrorAsync(role("sts", "2018-08-13") with { Timestamp = later }));
    }

    [Fact]
    public async Task A_web_identity_requires_an_unexpired_token_and_no_signature()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var answer = await SkipAsync(cloud, "AssumeRoleWithWebIdentity", WebIdentity(Token(now + 600)));
        var lent = Lent(answer.GetProperty("Response"), "GetCallerIdentity");
        Assert.Equal("CAMRole", (await cloud.CallAsync(lent("sts", "2018-08-13"))).GetProperty("Type").GetString());

        foreach (var bad in new[] { Token(now - 1), "no.token", "text", "a.!.c" })
        {
            var refused = await SkipAsync(cloud, "AssumeRoleWithWebIdentity", WebIdentity(bad));
            Assert.Equal(
                "InvalidParameter.ParamError", refused.GetProperty("Response").GetProperty("Error").GetProperty("Code").GetString());
        }
    }

    [Fact]
    public async Task Other_actions_require_a_signature()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var refused = await SkipAsync(cloud, "GetCallerIdentity", new { });
        Assert.Equal(
            "AuthFailure.InvalidAuthorization", refused.GetProperty("Response").GetProperty("Error").GetProperty("Code").GetString());
    }

    [Fact]
    public async Task The_configured_key_belongs_to_an_account()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var identity = await cloud.CallAsync(Sts(cloud, "GetCallerIdentity", new { }));
        Assert.Equal("qcs::cam::uin/100000000001:uin/100000000001", identity.GetProperty("Arn").GetString());
    }

    [Theory]
    [InlineData("role", "weekly", 600, "InvalidParameter.ParamError")]
    [InlineData(Role, "a b", 600, "InvalidParameter.ParamError")]
    [InlineData(Role, "weekly", 43201, "InvalidParameter.OverTimeError")]
    public async Task An_invalid_role_session_or_duration_is_refused(string role, string session, int seconds, string code)
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        Assert.Equal(
            code, await cloud.ErrorAsync(
                Sts(cloud, "AssumeRole", new { RoleArn = role, RoleSessionName = session, DurationSeconds = seconds })));
    }

    private static object WebIdentity(string token) =>
        new { ProviderId = "ci", WebIdentityToken = token, RoleArn = Role, RoleSessionName = "weekly" };

    private static string Token(long expires) =>
        $"{Part("{}")}.{Part($$"""{"sub":"ci","exp":{{expires}}}""")}.x";

    private static string Part(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static SignedCall Sts(EmulatedCloud cloud, string action, object body) =>
        new(cloud.Emulator.SecretId, cloud.Emulator.SecretKey, "sts", "2018-08-13", action) { Body = JsonSerializer.Serialize(body) };

    private static Func<string, string, SignedCall> Lent(JsonElement answer, string action)
    {
        var key = answer.GetProperty("Credentials");
        return (service, version) => new SignedCall(
            key.GetProperty("TmpSecretId").GetString()!, key.GetProperty("TmpSecretKey").GetString()!, service, version, action)
        {
            Token = key.GetProperty("Token").GetString(),
        };
    }

    private static async Task<JsonElement> SkipAsync(EmulatedCloud cloud, string action, object body)
    {
        using var request = Sts(cloud, action, body).For(cloud.Emulator.Endpoint);
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", "SKIP");
        using var response = await cloud.SendRawAsync(request);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }
}
