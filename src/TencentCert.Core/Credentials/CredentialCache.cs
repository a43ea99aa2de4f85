namespace TencentCert.Core.Credentials;

#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose of.
/// <summary>
/// Holds a chain's key for a connection and renews it five minutes before it ends, once for all waiting calls.
/// </summary>
/// <param name="chain">Where the key comes from.</param>
/// <param name="clock">Judges expiry.</param>
public sealed class CredentialCache(CredentialChain chain, TimeProvider clock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile FoundCredential? _found;

    /// <summary>The key found last; null before the first call.</summary>
    public FoundCredential? Current => _found;

    /// <summary>The key to sign with now.</summary>
    public ValueTask<FoundCredential> GetAsync(CancellationToken cancellationToken)
    {
        // Read once: a key that another call puts there meanwhile is not the stale one.
        var found = _found;
        return found is not null && IsFresh(found) ? ValueTask.FromResult(found) : RenewAsync(stale: found, cancellationToken);
    }

    /// <summary>Looks for a key anew, unless another call already replaced <paramref name="stale"/>.</summary>
    /// <param name="stale">The key that no longer serves.</param>
    /// <param name="cancellationToken">Stops the wait and the look-up.</param>
    public async ValueTask<FoundCredential> RenewAsync(FoundCredential? stale, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_found is not { } found || ReferenceEquals(found, stale))
            {
                _found = found = await chain.FindAsync(cancellationToken).ConfigureAwait(false);
            }

            return found;
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool IsFresh(FoundCredential found) =>
        found.Credential.ExpiresAt is not { } end || clock.GetUtcNow() < end - Margin;
}
