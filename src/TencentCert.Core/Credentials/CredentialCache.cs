namespace TencentCert.Core.Credentials;

#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose of.
/// <summary>
/// Caches a chain's key for a connection and renews it five minutes before expiry, once for all waiting calls.
/// If a renewal fails, the key is used until it expires.
/// </summary>
/// <param name="chain">Sources of the key.</param>
/// <param name="clock">Judges expiry.</param>
public sealed class CredentialCache(CredentialChain chain, TimeProvider clock)
{
    private static readonly TimeSpan RenewalMargin = TimeSpan.FromMinutes(5);

    // Pause between attempts to renew a key within the margin, so that not every call retries.
    private static readonly TimeSpan RenewalRetryInterval = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile FoundCredential? _found;

    /// <summary>The key found last; null before the first call.</summary>
    public FoundCredential? Current => _found;

    /// <summary>The key to sign with now.</summary>
    public ValueTask<FoundCredential> GetAsync(CancellationToken cancellationToken) =>
        _found is { } found && !IsDue(found)
            ? ValueTask.FromResult(found)
            : ReplaceAsync(IsDue, current => RenewOrKeepAsync(current, cancellationToken), cancellationToken);

    /// <summary>Gets a new key, unless another call already replaced <paramref name="stale"/>.</summary>
    /// <param name="stale">The key that the service no longer accepts.</param>
    /// <param name="cancellationToken">Stops the wait and the look-up.</param>
    public ValueTask<FoundCredential> RenewAsync(FoundCredential? stale, CancellationToken cancellationToken) =>
        ReplaceAsync(
            found => ReferenceEquals(found.Credential, stale?.Credential), _ => FindKeyAsync(stale, cancellationToken), cancellationToken);

    private async ValueTask<FoundCredential> ReplaceAsync(
        Func<FoundCredential, bool> mustReplace, Func<FoundCredential?, ValueTask<FoundCredential>> find,
        CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _found is { } found && !mustReplace(found)
                ? found
                : _found = WithRenewalTime(await find(_found).ConfigureAwait(false));
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask<FoundCredential> RenewOrKeepAsync(FoundCredential? current, CancellationToken cancellationToken)
    {
        try
        {
            return await FindKeyAsync(current, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException exception) when (current is not null && !IsExpired(current))
        {
            return current with { RenewalFailure = exception };
        }
    }

    private ValueTask<FoundCredential> FindKeyAsync(FoundCredential? previous, CancellationToken cancellationToken) =>
        previous is null ? chain.FindAsync(cancellationToken) : CredentialChain.RenewAsync(previous, cancellationToken);

    private FoundCredential WithRenewalTime(FoundCredential found)
    {
        if (found.Credential.ExpiresAt is not { } expiresAt)
            return found;

        var earliest = clock.GetUtcNow() + RenewalRetryInterval;
        return found with { RenewAt = expiresAt - RenewalMargin > earliest ? expiresAt - RenewalMargin : earliest };
    }

    private bool IsDue(FoundCredential found) => clock.GetUtcNow() >= found.RenewAt || IsExpired(found);

    private bool IsExpired(FoundCredential found) => clock.GetUtcNow() >= found.Credential.ExpiresAt;
}
