using TencentCert.Core.Credentials;
using TencentCert.Core.Errors;


namespace TencentCert.Core.Tests.Credentials;

public sealed class CredentialChainTests
{
    private static readonly TencentCredential First = new("AKIDfirstfirst00", "key-1");
    private static readonly TencentCredential Second = new("AKIDsecondsecond", "key-2");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_key_wins_and_what_was_passed_over_is_remembered()
    {
        var found = await new CredentialChain(
            new FixedSource("a", null, "nothing in a"), new FixedSource("b", First, "in b"), new FixedSource("c", Second, "in c"))
            .FindAsync(Cancel);
        Assert.Same(First, found.Credential);
        Assert.Equal(("b", "in b"), (found.Source, found.Detail));
        Assert.Equal(["a: nothing in a"], found.PassedOver);
    }

    [Fact]
    public async Task Without_a_key_every_place_is_named()
    {
        var chain = new CredentialChain(new FixedSource("a", null, "nothing in a"), new FixedSource("b", null, "nothing in b"));
        var failure = await Assert.ThrowsAsync<TencentCertException>(async () => await chain.FindAsync(Cancel));
        Assert.Equal(ErrorCodes.NoCredential, failure.Code);
        Assert.Contains("Searched a: nothing in a; b: nothing in b.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_place_ends_the_search_rather_than_use_another_s_key()
    {
        var chain = new CredentialChain(
            new EnvironmentCredential(name => name == "TENCENTCLOUD_SECRET_ID" ? "id" : null), new FixedSource("b", First, "in b"));
        Assert.Equal(
            ErrorCodes.InvalidCredential, (await Assert.ThrowsAsync<TencentCertException>(async () => await chain.FindAsync(Cancel))).Code);
    }

    [Fact]
    public async Task A_given_key_needs_no_other_place()
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
