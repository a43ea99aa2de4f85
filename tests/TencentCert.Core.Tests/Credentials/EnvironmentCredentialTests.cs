using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;


namespace TencentCert.Core.Tests.Credentials;

[Trait("Culture", "any")]
public sealed class EnvironmentCredentialTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TENCENTCLOUD_TOKEN=a", "a")]
    [InlineData("TENCENTCLOUD_SESSION_TOKEN=b", "b")]
    [InlineData("TENCENTCLOUD_SECURITY_TOKEN=c", "c")]
    [InlineData("TENCENTCLOUD_SECURITY_TOKEN=c TENCENTCLOUD_SESSION_TOKEN=b TENCENTCLOUD_TOKEN=a", "a")]
    [InlineData("TENCENTCLOUD_SECURITY_TOKEN=c TENCENTCLOUD_SESSION_TOKEN=b TENCENTCLOUD_TOKEN=", "b")]
    [InlineData("TENCENTCLOUD_TOKEN=", null)]
    [InlineData("", null)]
    public async Task The_token_is_read_from_its_three_variables_in_order(string tokens, string? expected)
    {
        var lookup = await Source("TENCENTCLOUD_SECRET_ID=AKIDenvironment0 TENCENTCLOUD_SECRET_KEY=key " + tokens).FindAsync(Cancel);
        Assert.Equal("AKIDenvironment0", lookup.Credential!.SecretId);
        Assert.Equal(expected, lookup.Credential.Token);
        Assert.True(lookup.Credential.SameKeyAs(new TencentCredential("AKIDenvironment0", "key", expected)));
    }

    [Theory]
    [InlineData("TENCENTCLOUD_SECRET_ID=id", "TENCENTCLOUD_SECRET_KEY is not set")]
    [InlineData("TENCENTCLOUD_SECRET_ID=id TENCENTCLOUD_SECRET_KEY=", "TENCENTCLOUD_SECRET_KEY is not set")]
    [InlineData("TENCENTCLOUD_SECRET_KEY=secret", "TENCENTCLOUD_SECRET_ID is not set")]
    public async Task An_incomplete_key_is_an_error(string variables, string says)
    {
        var failure = await Assert.ThrowsAsync<TencentCertException>(async () => await Source(variables).FindAsync(Cancel));
        Assert.Equal(ErrorCodes.InvalidCredential, failure.Code);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("TENCENTCLOUD_SECRET_ID= TENCENTCLOUD_SECRET_KEY=")]
    [InlineData("TENCENTCLOUD_TOKEN=token")]
    public async Task Unset_variables_give_no_key_and_no_error(string variables)
    {
        var lookup = await Source(variables).FindAsync(Cancel);
        Assert.Null(lookup.Credential);
        Assert.Contains("not set", lookup.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task White_space_in_a_key_is_refused_and_the_source_is_named()
    {
        var source = new EnvironmentCredential(
            name => name == "TENCENTCLOUD_SECRET_ID" ? "id" : name == "TENCENTCLOUD_SECRET_KEY" ? "hidden \n" : null);
        var failure = await Assert.ThrowsAsync<TencentCertException>(async () => await source.FindAsync(Cancel));
        Assert.Contains("environment variables: SecretKey", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }

    private static EnvironmentCredential Source(string variables)
    {
        var values = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return new EnvironmentCredential(values.GetValueOrDefault);
    }
}
