using System.Collections.Concurrent;
using TencentCert.Core.Client;

namespace TencentCert.Emulator.Requests;

/// <summary>A service's limit of requests per action and second, in emulated time.</summary>
internal sealed class RateLimit(double? requestsPerSecond, RateLimitKind kind, TimeProvider clock)
{
    private readonly ConcurrentDictionary<ApiAction, Func<DateTimeOffset, bool>> _counters = new();

    /// <exception cref="ApiErrorException">The limit is exceeded.</exception>
    public void Acquire(ApiAction action)
    {
        var rate = requestsPerSecond ?? action.Service.RequestsPerSecond;
        if (rate <= 0)
            return;

        var tryAcquire = _counters.GetOrAdd(action, _ => CreateCounter(rate));
        lock (tryAcquire)
        {
            if (!tryAcquire(clock.GetUtcNow()))
                throw Exceeded(action.Name);
        }
    }

    public static ApiErrorException Exceeded(string action) =>
        new("RequestLimitExceeded", $"Your current request times for {action} exceed the limit per second, please retry later.");

    private Func<DateTimeOffset, bool> CreateCounter(double rate) => kind switch
    {
        RateLimitKind.SlidingSecond => SlidingSecond(rate),
        RateLimitKind.ClockSecond => ClockSecond(rate),
        _ => TokenBucket(rate, clock.GetUtcNow()),
    };

    private static Func<DateTimeOffset, bool> TokenBucket(double rate, DateTimeOffset start)
    {
        var capacity = Math.Max(1, rate);
        var (tokens, lastRefill) = (capacity, start);
        return now =>
        {
            tokens = Math.Min(capacity, tokens + ((now - lastRefill).TotalSeconds * rate));
            lastRefill = now;
            var isAccepted = tokens >= 1;
            tokens -= isAccepted ? 1 : 0;
            return isAccepted;
        };
    }

    // A rate below 1 allows one request in as many seconds.
    private static Func<DateTimeOffset, bool> SlidingSecond(double rate)
    {
        var accepted = new Queue<DateTimeOffset>();
        var period = TimeSpan.FromSeconds(Math.Max(1, 1 / rate));
        return now =>
        {
            while (accepted.TryPeek(out var oldest) && oldest <= now - period)
                accepted.Dequeue();

            var isAccepted = accepted.Count + 1 <= Math.Max(1, rate);
            if (isAccepted)
                accepted.Enqueue(now);

            return isAccepted;
        };
    }

    private static Func<DateTimeOffset, bool> ClockSecond(double rate)
    {
        var period = (long)(TimeSpan.TicksPerSecond * Math.Max(1, 1 / rate));
        var (current, accepted) = (0L, 0);
        return now =>
        {
            var second = now.UtcTicks / period;
            accepted = second == current ? accepted : 0;
            current = second;
            var isAccepted = accepted + 1 <= Math.Max(1, rate);
            accepted += isAccepted ? 1 : 0;
            return isAccepted;
        };
    }
}
