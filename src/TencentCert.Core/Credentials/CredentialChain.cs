namespace TencentCert.Core.Credentials;

/// <summary>Tries sources in order; the first key wins; skipped sources are recorded for the user.</summary>
/// <param name="sources">In order of precedence.</param>
public sealed class CredentialChain(params IReadOnlyList<ICredentialSource> sources)
{
    /// <summary>Additional text for the error when no key is found; null for none.</summary>
    internal Func<string?>? Hint { get; init; }

    /// <summary>A key handed over by the caller.</summary>
    public static CredentialChain Explicit(TencentCredential credential) => new(new ExplicitCredential(credential));

    /// <summary>Finds the key.</summary>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="TencentCertException"><c>Client.NoCredential</c> with all searched sources, or a source's own
    /// error.</exception>
    public async ValueTask<FoundCredential> FindAsync(CancellationToken cancellationToken)
    {
        var skipped = new List<string>();
        foreach (var source in sources)
        {
            var lookup = await source.FindAsync(cancellationToken).ConfigureAwait(false);
            if (lookup.Credential is { } credential)
                return new FoundCredential(credential, source.Name, lookup.Detail, skipped) { Origin = source };

            skipped.Add(Wording.Of($"{source.Name}: {lookup.Detail}"));
        }

        throw new TencentCertException(
            ErrorCodes.NoCredential,
            Wording.Verbatim(
                $"{Wording.Of($"No Tencent Cloud key was found. Searched {Wording.Clauses(skipped)}.")} {Hint?.Invoke()}".TrimEnd()));
    }

    /// <summary>Uses only the source of the current key: a run must not continue with another identity.</summary>
    internal static async ValueTask<FoundCredential> RenewAsync(FoundCredential found, CancellationToken cancellationToken)
    {
        var lookup = await found.Origin.FindAsync(cancellationToken).ConfigureAwait(false);
        return lookup.Credential is { } credential
            ? found with { Credential = credential, Detail = lookup.Detail, RenewalFailure = null, RenewAt = null }
            : throw new TencentCertException(
                ErrorCodes.CredentialExpired, $"The key came from {found.Source}, which has none any more: {lookup.Detail}.");
    }
}
