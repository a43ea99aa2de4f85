using System.Text;
using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Tests.Credentials;

[Trait("Culture", "any")]
public sealed class TccliCredentialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"secretId":"id","secretKey":"key"}""", null)]
    [InlineData("""{"secretId":"id","secretKey":"key","token":"token","type":"default","role-arn":null,"oauth":{"openId":1}}""", "token")]
    [InlineData("""{"secretId":"id","secretKey":"key","token":null,"expiresAt":null,"type":null}""", null)]
    [InlineData("""{"secretId":"id","secretKey":"key","token":"","expiresAt":0}""", null)]
    [InlineData("""{"secretId":"id","secretKey":"key","token":[],"expiresAt":{},"type":7}""", null)]
    [InlineData("\uFEFF{\"secretId\":\"id\",\"secretKey\":\"key\"}", null)]
    public async Task A_key_is_read(string content, string? token)
    {
        var path = _folder.Write("prod.credential", content);
        var lookup = await Source("prod").FindAsync(Cancel);
        Assert.True(lookup.Credential!.SameKeyAs(new TencentCredential("id", "key", token)));
        Assert.Null(lookup.Credential.ExpiresAt);
        Assert.Equal(path, lookup.Detail);
    }

    // Seconds as tccli writes them, and text or milliseconds as other tools may write.
    [Theory]
    [InlineData("@")]
    [InlineData("\"@\"")]
    [InlineData("@000")]
    public async Task The_expiry_of_a_temporary_key_is_read(string form)
    {
        var end = _clock.GetUtcNow().AddHours(2);
        Write(form.Replace("@", Seconds(end), StringComparison.Ordinal));
        var lookup = await Source("default").FindAsync(Cancel);
        Assert.True(lookup.Credential!.IsTemporary);
        Assert.Equal(end, lookup.Credential.ExpiresAt);
    }

    [Theory]
    [InlineData("9999999999999999")]
    [InlineData("1e300")]
    [InlineData("-5")]
    [InlineData("\"soon\"")]
    public async Task An_invalid_expiry_is_ignored(string expiresAt)
    {
        Write(expiresAt);
        Assert.Null((await Source("default").FindAsync(Cancel)).Credential!.ExpiresAt);
    }

    [Theory]
    [InlineData("sso", "Run: tccli sso login")]
    [InlineData("oauth", "Run: tccli auth login")]
    [InlineData("default", "Get a new one")]
    public async Task An_expired_key_is_reported_with_the_command_for_a_new_key(string type, string advice)
    {
        Write(Seconds(_clock.GetUtcNow().AddSeconds(-1)), type);
        var failure = await FailAsync("default");
        Assert.Equal(ErrorCodes.CredentialExpired, failure.Code);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"secretId":"AKIDhidden","secretKey":"hidden" """)]
    [InlineData("secretId=AKIDhidden\nsecretKey=hidden")]
    [InlineData("hidden")]
    [InlineData("")]
    public async Task Invalid_JSON_is_an_error_that_does_not_show_the_content(string content)
    {
        var path = _folder.Write("default.credential", content);
        var failure = await FailAsync("default");
        Assert.Equal(ErrorCodes.InvalidCredential, failure.Code);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"secretId":null,"secretKey":null}""")]
    [InlineData("""{"secretId":"","secretKey":""}""")]
    [InlineData("""{"secretId":1,"secretKey":{"a":1}}""")]
    [InlineData("""{"secretId":"id","secretKey":"\ud800"}""")]
    public async Task A_file_without_a_key_is_skipped(string content)
    {
        var path = _folder.Write("default.credential", content);
        var lookup = await Source("default").FindAsync(Cancel);
        Assert.Null(lookup.Credential);
        Assert.Equal($"{path} holds no key", lookup.Detail);
    }

    [Fact]
    public async Task A_key_that_is_not_UTF_8_is_skipped()
    {
        _folder.Write("default.credential", [.. Encoding.UTF8.GetBytes("{\"secretId\":\"id\",\"secretKey\":\""), 0xFF, 0xFE, .. "\"}"u8]);
        Assert.Null((await Source("default").FindAsync(Cancel)).Credential);
    }

    [Theory]
    [InlineData("../default")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("c:default")]
    [InlineData("a\0b")]
    public async Task A_profile_name_outside_the_folder_is_refused(string profile) =>
        Assert.Equal(ErrorCodes.InvalidCredential, (await FailAsync(profile)).Code);

    [Fact]
    public async Task A_missing_profile_gives_no_key_and_its_file_is_named()
    {
        var lookup = await Source("missing").FindAsync(Cancel);
        Assert.Null(lookup.Credential);
        Assert.Equal(Path.Combine(_folder.Path, "missing.credential") + " does not exist", lookup.Detail);
    }

    [Fact]
    public async Task An_unreadable_file_is_named_in_the_error()
    {
        var path = _folder.Write("default.credential", """{"secretId":"id","secretKey":"key"}""");
        await using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var failure = await FailAsync("default");
        Assert.Equal(ErrorCodes.InvalidCredential, failure.Code);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    private static string Seconds(DateTimeOffset time) =>
        time.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private TccliCredential Source(string profile) => new(profile, _folder.Path, _clock);

    // "tccli configure" after "tccli auth login" leaves the fields of the login in the file.
    [Theory]
    [InlineData("oauth", "\"token\"", -1)]
    [InlineData("sso", "\"token\"", 60)]
    [InlineData("default", "\"token\"", -1)]
    [InlineData("oauth", "null", -1)]
    public async Task A_permanent_key_is_used_without_fields_left_by_a_login(string type, string token, int seconds)
    {
        const string Id = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
        _folder.Write(
            "default.credential",
            $$"""{"secretId":"{{Id}}","secretKey":"key","token":{{token}},"expiresAt":{{Seconds(_clock.GetUtcNow().AddSeconds(seconds))}},"type":"{{type}}","oauth":{} }""");
        var lookup = await Source("default").FindAsync(Cancel);
        Assert.True(lookup.Credential!.SameKeyAs(new TencentCredential(Id, "key")));
        Assert.Null(lookup.Credential.ExpiresAt);
    }

    [Fact]
    public async Task A_member_that_is_not_Unicode_is_skipped()
    {
        _folder.Write("default.credential", """{"\ud800":1,"secretId":"id","secretKey":"key","x":"\udc00"}""");
        Assert.True((await Source("default").FindAsync(Cancel)).Credential!.SameKeyAs(new TencentCredential("id", "key")));
    }

    [Fact]
    public async Task A_file_larger_than_1_MiB_is_refused()
    {
        _folder.Write("default.credential", new string(' ', 2 * 1024 * 1024));
        var failure = await Assert.ThrowsAsync<TencentCertException>(async () => await Source("default").FindAsync(Cancel));
        Assert.Equal(ErrorCodes.InvalidCredential, failure.Code);
        Assert.Contains("1048576", failure.Message, StringComparison.Ordinal);
    }

    private void Write(string expiresAt, string type = "default") =>
        _folder.Write(
            "default.credential",
            $$"""{"secretId":"id","secretKey":"hidden","token":"hidden","expiresAt":{{expiresAt}},"type":"{{type}}"}""");

    private Task<TencentCertException> FailAsync(string profile) =>
        Assert.ThrowsAsync<TencentCertException>(async () => await Source(profile).FindAsync(Cancel));
}
