using System.Collections.Concurrent;
using TencentCert.Core.Client;

namespace TencentCert.Emulator.Requests;

/// <summary>A service's limit of requests per action and second, in emulated time.</summary>
internal sealed class RateLimit(double? requestsPerSecond, RateLimitKind kind, TimeProvider clock)
{
    private readonly ConcurrentDictionary<ApiAction, Func<DateTimeOffset, bool>> _counters = new();

    /// <summary>Counts a request.</summary>
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
        RateLimitKind.SlidingSecond => new SlidingSecond(rate).TryAcquire,
        RateLimitKind.ClockSecond => new ClockSecond(rate).TryAcquire,
        _ => new TokenBucket(rate, clock.GetUtcNow()).TryAcquire,
    };

    private sealed class TokenBucket(double rate, DateTimeOffset start)
    {
        private readonly double _capacity = Math.Max(1, rate);
        private double _tokens = Math.Max(1, rate);
        private DateTimeOffset _lastRefill = start;

        public bool TryAcquire(DateTimeOffset now)
        {
            _tokens = Math.Min(_capacity, _tokens + ((now - _lastRefill).TotalSeconds * rate));
            _lastRefill = now;
            if (_tokens < 1)
                return false;

            _tokens--;
            return true;
        }
    }

    // A rate below 1 allows one request in as many seconds.
    private sealed class SlidingSecond(double rate)
    {
        private readonly Queue<DateTimeOffset> _accepted = new();
        private readonly TimeSpan _period = TimeSpan.FromSeconds(Math.Max(1, 1 / rate));

        public bool TryAcquire(DateTimeOffset now)
        {
            while (_accepted.TryPeek(out var oldest) && oldest <= now - _period)
                _accepted.Dequeue();

            if (_accepted.Count + 1 > Math.Max(1, rate))
                return false;

            _accepted.Enqueue(now);
            return true;
        }
    }

    private sealed class ClockSecond(double rate)
    {
        private readonly long _period = (long)(TimeSpan.TicksPerSecond * Math.Max(1, 1 / rate));
        private long _second;
        private int _accepted;

        public bool TryAcquire(DateTimeOffset now)
        {
            var second = now.UtcTicks / _period;
            _accepted = second == _second ? _accepted : 0;
            _second = second;
            if (_accepted + 1 > Math.Max(1, rate))
                return false;

            _accepted++;
            return true;
        }
    }
}
