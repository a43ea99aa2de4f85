using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;


namespace TencentCert.Core.Tests.Credentials;

[Trait("Culture", "any")]
public sealed class SharedFileCredentialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[default]\nsecret_id=id-d\nsecret_key=key-d\n", null, "id-d", "key-d", null)]
    [InlineData("[default]\r\nsecret_id = id-d\r\nsecret_key = key-d\r\n", null, "id-d", "key-d", null)]
    [InlineData("\uFEFF[default]\nsecret_id=id-d\nsecret_key=key-d", null, "id-d", "key-d", null)]
    [InlineData(
        "# note\n; note\n\n  [ default ]  \n\t secret_id\t=\tid-d \n  secret_key =key-d  \n token = token-d", null, "id-d", "key-d",
        "token-d")]
    [InlineData("[default]\nSECRET_ID=id-d\nSecret_Key=key-d", null, "id-d", "key-d", null)]
    [InlineData("[default]\nsecret_id=id-d\nsecret_key=a=b==\n", null, "id-d", "a=b==", null)]
    [InlineData("[default]\nsecret_id=id-d\nsecret_key=key-d\ntoken=\n", null, "id-d", "key-d", null)]
    [InlineData("[default]\nsecret_id=id-d\nsecret_key=key-d\n[prod]\nsecret_id=id-p\nsecret_key=key-p\n", null, "id-d", "key-d", null)]
    [InlineData("[default]\nsecret_id=id-d\nsecret_key=key-d\n[prod]\nsecret_id=id-p\nsecret_key=key-p\n", "prod", "id-p", "key-p", null)]
    [InlineData("secret_id=id-0\n[prod]\nsecret_id=id-p\nsecret_key=key-p\n", "prod", "id-p", "key-p", null)]
    public async Task The_key_of_a_section_is_read(string content, string? profile, string id, string key, string? token)
    {
        var path = _folder.Write("credentials", content);
        var lookup = await new SharedFileCredential(profile, [path]).FindAsync(Cancel);
        Assert.True(lookup.Credential!.SameKeyAs(new TencentCredential(id, key, token)));
        Assert.Equal($"{path} [{profile ?? "default"}]", lookup.Detail);
    }

    // A comment after the name of the next section must not assign its key to this section.
    [Theory]
    [InlineData(
        "[default]\nsecret_id=id-d\nsecret_key=key-d\n[prod] # the real one\nsecret_id=id-p\nsecret_key=key-p\n", null, "id-d", "key-d")]
    [InlineData(
        "[default]\nsecret_id=id-d\nsecret_key=key-d\n[prod] # the real one\nsecret_id=id-p\nsecret_key=key-p\n", "prod", "id-p", "key-p")]
    [InlineData("[default]\nsecret_id=id-d\nsecret_key=key-d\n[prod\nsecret_id=id-p\nsecret_key=key-p\n", null, "id-d", "key-d")]
    public async Task A_comment_or_a_typo_in_a_heading_does_not_mix_keys_of_sections(string content, string? profile, string id, string key)
    {
        var lookup = await new SharedFileCredential(profile, [_folder.Write("credentials", content)]).FindAsync(Cancel);
        Assert.True(lookup.Credential!.SameKeyAs(new TencentCredential(id, key)));
    }

    [Theory]
    [InlineData("[default]\nsecret_id=id\n")]
    [InlineData("[default]\nsecret_key=hidden\n")]
    [InlineData("[default]\n")]
    [InlineData("[default]\nsecret_id=\nsecret_key=hidden\n")]
    [InlineData("[default]\nsecret_id=id\nsecret_key=hidden # a remark\n")]
    [InlineData("[default]\nsecret_id=id\nsecret_key=hid den\n")]
    public async Task An_incomplete_key_is_an_error_that_names_the_file(string content)
    {
        var path = _folder.Write("credentials", content);
        var failure =
            await Assert.ThrowsAsync<TencentCertException>(async () => await new SharedFileCredential(null, [path]).FindAsync(Cancel));
        Assert.Equal(ErrorCodes.InvalidCredential, failure.Code);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hid", failure.ToString().Replace(path, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_file_with_the_section_is_used()
    {
        var missing = Path.Combine(_folder.Path, "missing");
        var first = _folder.Write("first", "[other]\nsecret_id=id-1\nsecret_key=key-1");
        var second = _folder.Write("second", "[default]\nsecret_id=id-2\nsecret_key=key-2");
        var third = _folder.Write("third", "[default]\nsecret_id=id-3\nsecret_key=key-3");
        Assert.Equal(
            "id-2", (await new SharedFileCredential(null, [missing, first, second, third]).FindAsync(Cancel)).Credential!.SecretId);
    }

    [Fact]
    public async Task A_missing_section_is_reported_with_all_searched_files()
    {
        var missing = Path.Combine(_folder.Path, "missing");
        var other = _folder.Write("other", "[DEFAULT]\nsecret_id=id\nsecret_key=key");
        var lookup = await new SharedFileCredential(null, [missing, other]).FindAsync(Cancel);
        Assert.Null(lookup.Credential);
        Assert.Equal($"no section [default] in {missing}, {other}", lookup.Detail);
    }

    [Fact]
    public async Task An_unreadable_file_is_named_in_the_error()
    {
        var path = _folder.Write("credentials", "[default]\nsecret_id=id\nsecret_key=key");
        await using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var failure =
            await Assert.ThrowsAsync<TencentCertException>(async () => await new SharedFileCredential(null, [path]).FindAsync(Cancel));
        Assert.Equal(ErrorCodes.InvalidCredential, failure.Code);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }
}
