namespace TencentCert.Core.Credentials;

/// <summary>The key in use and where it came from.</summary>
/// <param name="Credential">The key.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Detail">Where exactly.</param>
/// <param name="PassedOver">Sources that had none, with the reason.</param>
public sealed record FoundCredential(TencentCredential Credential, string Source, string Detail, IReadOnlyList<string> PassedOver)
{
    /// <summary>Why the key, which is about to end, could not be renewed at the last try; null when all is well.</summary>
    public TencentCertException? RenewalFailure { get; init; }

    /// <summary>The source, for the next key.</summary>
    internal ICredentialSource Origin { get; init; } = new ExplicitCredential(Credential);

    /// <summary>When to ask for the next key; null for a key without an end.</summary>
    internal DateTimeOffset? RenewAt { get; init; }
}
