namespace TencentCert.Core.Credentials;

/// <summary>A key handed over by the caller.</summary>
/// <param name="credential">The key.</param>
public sealed class ExplicitCredential(TencentCredential credential) : ICredentialSource
{
    /// <inheritdoc />
    public string Name => Wording.Of($"explicit credential");

    /// <inheritdoc />
    public ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new CredentialLookup(credential, Wording.Of($"given by the caller")));
}
