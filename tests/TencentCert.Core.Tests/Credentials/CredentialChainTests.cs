using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;


namespace TencentCert.Core.Tests.Credentials;

public sealed class CredentialChainTests
{
    private static readonly TencentCredential First = new("AKIDfirstfirst00", "key-1");
    private static readonly TencentCredential Second = new("AKIDsecondsecond", "key-2");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_key_is_used_and_skipped_sources_are_recorded()
    {
        var found = await new CredentialChain(
            new FixedSource("a", null, "nothing in a"), new FixedSource("b", First, "in b"), new FixedSource("c", Second, "in c"))
            .FindAsync(Cancel);
        Assert.Same(First, found.Credential);
        Assert.Equal(("b", "in b"), (found.Source, found.Detail));
        Assert.Equal(["a: nothing in a"], found.PassedOver);
    }

    [Fact]
    public async Task A_search_without_result_names_every_source_in_the_error()
    {
        var chain = new CredentialChain(new FixedSource("a", null, "nothing in a"), new FixedSource("b", null, "nothing in b"));
        var failure = await Assert.ThrowsAsync<TencentCertException>(async () => await chain.FindAsync(Cancel));
        Assert.Equal(ErrorCodes.NoCredential, failure.Code);
        Assert.Contains("Searched a: nothing in a; b: nothing in b.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_source_ends_the_search()
    {
        var chain = new CredentialChain(
            new EnvironmentCredential(name => name == "TENCENTCLOUD_SECRET_ID" ? "id" : null), new FixedSource("b", First, "in b"));
        Assert.Equal(
            ErrorCodes.InvalidCredential, (await Assert.ThrowsAsync<TencentCertException>(async () => await chain.FindAsync(Cancel))).Code);
    }

    [Fact]
    public async Task An_explicit_key_is_used_without_other_sources()
    {
        var found = await CredentialChain.Explicit(First).FindAsync(Cancel);
        Assert.Same(First, found.Credential);
        Assert.Empty(found.PassedOver);
    }

    private sealed class FixedSource(string name, TencentCredential? credential, string detail) : ICredentialSource
    {
        public string Name => name;

        public ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(new CredentialLookup(credential, detail));
    }
}
