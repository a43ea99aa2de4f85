using System.Collections.Concurrent;
using TencentCert.Core.Client;
using TencentCert.Emulator.Errors;

namespace TencentCert.Emulator.Requests;

/// <summary>A token bucket an action: as many requests at once as in a second, refilled in emulated time.</summary>
internal sealed class RateLimit(double? requestsPerSecond, TimeProvider clock)
{
    private readonly ConcurrentDictionary<ApiAction, Bucket> _buckets = new();

    /// <summary>Takes a token or ends the call.</summary>
    public void Take(ApiAction action)
    {
        var rate = requestsPerSecond ?? action.Service.RequestsPerSecond;
        if (rate > 0 && !_buckets.GetOrAdd(action, _ => new Bucket(rate, clock)).TryTake())
        {
            throw Exceeded(action.Name);
        }
    }

    public static ApiErrorException Exceeded(string action) =>
        new("RequestLimitExceeded", $"Your current request times for {action} exceed the limit per second, please retry later.");

    private sealed class Bucket(double rate, TimeProvider clock)
    {
        private readonly double _capacity = Math.Max(1, rate);
        private double _tokens = Math.Max(1, rate);
        private long _refilled = clock.GetTimestamp();

        public bool TryTake()
        {
            lock (this)
            {
                var now = clock.GetTimestamp();
                _tokens = Math.Min(_capacity, _tokens + (clock.GetElapsedTime(_refilled, now).TotalSeconds * rate));
                _refilled = now;
                if (_tokens < 1)
                {
                    return false;
                }

                _tokens--;
                return true;
            }
        }
    }
}
