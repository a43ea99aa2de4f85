namespace TencentCert.Core.Client;

/// <summary>
/// The rate limiters of the process: one for each account, endpoint and action, shared by the connections of the account. Unused limiters
/// are garbage-collected.
/// </summary>
internal static class RateLimiters
{
    private static readonly Dictionary<Key, WeakReference<RateLimiter>> All = [];

    /// <summary>The limiter of an action by its full name; a raw JSON call shares the limit of the declared action.</summary>
    public static RateLimiter Of(string secretId, string endpoint, string action, TimeProvider clock)
    {
        var key = new Key(secretId, endpoint, action, clock);
        lock (All)
        {
            if (All.TryGetValue(key, out var known) && known.TryGetTarget(out var shared))
                return shared;

            foreach (var (unused, reference) in All)
            {
                if (!reference.TryGetTarget(out _))
                    All.Remove(unused);
            }

            var limiter = new RateLimiter(clock);
            All[key] = new WeakReference<RateLimiter>(limiter);
            return limiter;
        }
    }

    // A class, since a dictionary with a tuple as its key is compiled anew in each session.
    private sealed record Key(string SecretId, string Endpoint, string Action, TimeProvider Clock);
}
