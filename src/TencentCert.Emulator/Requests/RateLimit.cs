using System.Collections.Concurrent;
using TencentCert.Core.Client;
using TencentCert.Emulator.Errors;

namespace TencentCert.Emulator.Requests;

/// <summary>A service's limit of requests an action and second, in emulated time.</summary>
internal sealed class RateLimit(double? requestsPerSecond, RateLimitKind kind, TimeProvider clock)
{
    private readonly ConcurrentDictionary<ApiAction, Func<DateTimeOffset, bool>> _counters = new();

    /// <summary>Counts a request or ends the call.</summary>
    public void Take(ApiAction action)
    {
        var rate = requestsPerSecond ?? action.Service.RequestsPerSecond;
        if (rate <= 0)
        {
            return;
        }

        var tryTake = _counters.GetOrAdd(action, _ => Counter(rate));
        lock (tryTake)
        {
            if (!tryTake(clock.GetUtcNow()))
            {
                throw Exceeded(action.Name);
            }
        }
    }

    public static ApiErrorException Exceeded(string action) =>
        new("RequestLimitExceeded", $"Your current request times for {action} exceed the limit per second, please retry later.");

    private Func<DateTimeOffset, bool> Counter(double rate) => kind switch
    {
        RateLimitKind.SlidingSecond => new SlidingSecond(rate).TryTake,
        RateLimitKind.ClockSecond => new ClockSecond(rate).TryTake,
        _ => new TokenBucket(rate, clock.GetUtcNow()).TryTake,
    };

    private sealed class TokenBucket(double rate, DateTimeOffset start)
    {
        private readonly double _capacity = Math.Max(1, rate);
        private double _tokens = Math.Max(1, rate);
        private DateTimeOffset _refilled = start;

        public bool TryTake(DateTimeOffset now)
        {
            _tokens = Math.Min(_capacity, _tokens + ((now - _refilled).TotalSeconds * rate));
            _refilled = now;
            if (_tokens < 1)
            {
                return false;
            }

            _tokens--;
            return true;
        }
    }

    // A rate below 1 allows one request in as many seconds.
    private sealed class SlidingSecond(double rate)
    {
        private readonly Queue<DateTimeOffset> _taken = new();
        private readonly TimeSpan _period = TimeSpan.FromSeconds(Math.Max(1, 1 / rate));

        public bool TryTake(DateTimeOffset now)
        {
            while (_taken.TryPeek(out var oldest) && oldest <= now - _period)
            {
                _taken.Dequeue();
            }

            if (_taken.Count + 1 > Math.Max(1, rate))
            {
                return false;
            }

            _taken.Enqueue(now);
            return true;
        }
    }

    private sealed class ClockSecond(double rate)
    {
        private readonly long _period = (long)(TimeSpan.TicksPerSecond * Math.Max(1, 1 / rate));
        private long _second;
        private int _taken;

        public bool TryTake(DateTimeOffset now)
        {
            var second = now.UtcTicks / _period;
            _taken = second == _second ? _taken : 0;
            _second = second;
            if (_taken + 1 > Math.Max(1, rate))
            {
                return false;
            }

            _taken++;
            return true;
        }
    }
}
