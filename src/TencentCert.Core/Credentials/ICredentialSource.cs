namespace TencentCert.Core.Credentials;

/// <summary>One place a key may come from. A new kind of source is one class; the chain needs no change.</summary>
public interface ICredentialSource
{
    /// <summary>Name shown to users, such as <c>environment variables</c>.</summary>
    string Name { get; }

    /// <summary>Looks for a key.</summary>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>The key, or why there is none here. A place that holds something broken throws instead.</returns>
    /// <exception cref="Errors.TencentCertException">Something is there but cannot be used.</exception>
    ValueTask<CredentialLookup> FindAsync(CancellationToken cancellationToken);
}

/// <summary>What a source found.</summary>
/// <param name="Credential">The key, if any.</param>
/// <param name="Detail">Where exactly it was found, or why there is none; never a secret.</param>
public sealed record CredentialLookup(TencentCredential? Credential, string Detail);
