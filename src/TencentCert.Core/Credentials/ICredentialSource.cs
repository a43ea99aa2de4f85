namespace TencentCert.Core.Credentials;

/// <summary>A source of keys. A new kind of source is one class; the chain needs no change.</summary>
public interface ICredentialSource
{
    /// <summary>Name shown to users, such as <c>environment variables</c>.</summary>
    string Name { get; }

    /// <summary>Looks for a key.</summary>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>The key, or the reason for its absence. An invalid key throws instead.</returns>
    /// <exception cref="Errors.TencentCertException">The source has an unusable key.</exception>
    ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken);
}

/// <summary>What a source found.</summary>
/// <param name="Credential">The key, if any.</param>
/// <param name="Detail">Exact location, or the reason for its absence; never a secret.</param>
public sealed record CredentialLookup(TencentCredential? Credential, string Detail)
{
    internal static CredentialLookup None(Wording reason) => new(null, reason.ToString());
}
