namespace TencentCert.Core.Client;

/// <summary>
/// The process's rate limiters: one for each account, endpoint and action, so that connections of one account together
/// stay below its limit. One that no connection uses any more is collected.
/// </summary>
internal static class RateLimiters
{
    private static readonly Dictionary<(string SecretId, string Endpoint, string Action, TimeProvider Clock),
        WeakReference<RateLimiter>> All = new();

    /// <summary>The limiter.</summary>
    /// <param name="secretId">Stands for the account.</param>
    /// <param name="endpoint">Where the calls go.</param>
    /// <param name="action">The action's full name: one that is called as raw JSON shares the declared one's limit.</param>
    /// <param name="clock">Time.</param>
    public static RateLimiter Of(string secretId, string endpoint, string action, TimeProvider clock)
    {
        var key = (secretId, endpoint, action, clock);
        lock (All)
        {
            if (All.TryGetValue(key, out var known) && known.TryGetTarget(out var shared))
            {
                return shared;
            }

            foreach (var unused in All.Where(static entry => !entry.Value.TryGetTarget(out _)).ToArray())
            {
                All.Remove(unused.Key);
            }

            var limiter = new RateLimiter(clock);
            All[key] = new WeakReference<RateLimiter>(limiter);
            return limiter;
        }
    }
}
