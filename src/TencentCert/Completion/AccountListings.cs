using System.Runtime.CompilerServices;

namespace TencentCert.Completion;

/// <summary>Lists of a connection's account, each cached for a minute. A read continues when no completion waits for it.</summary>
internal sealed class AccountListings
{
    private static readonly TimeSpan ListLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(30);
    private static readonly ConditionalWeakTable<TencentCertConnection, AccountListings> All = [];

    private readonly Dictionary<string, (long Started, Task<IReadOnlyList<Suggestion>> Task)> _listings = new(StringComparer.Ordinal);

    /// <summary>Lists of a connection; collected with it.</summary>
    public static AccountListings Of(TencentCertConnection connection) => All.GetValue(connection, static _ => new AccountListings());

    /// <summary>Returns the cached or pending list, else a new one. Failures are not cached.</summary>
    public Task<IReadOnlyList<Suggestion>> GetAsync(AccountListing listing, TencentCertConnection connection)
    {
        lock (_listings)
        {
            foreach (var (name, entry) in _listings)
            {
                if (entry.Task.IsFaulted || entry.Task.IsCanceled || TimeProvider.System.GetElapsedTime(entry.Started) > ListLifetime)
                    _listings.Remove(name);
            }

            if (!_listings.TryGetValue(listing.Name, out var cached))
                _listings[listing.Name] = cached = (TimeProvider.System.GetTimestamp(), Task.Run(() => ReadAsync(listing, connection)));

            return cached.Task;
        }
    }

    private static async Task<IReadOnlyList<Suggestion>> ReadAsync(AccountListing listing, TencentCertConnection connection)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout);
        return await listing.ReadAsync(new ApiClient(connection), timeout.Token).ConfigureAwait(false);
    }
}
