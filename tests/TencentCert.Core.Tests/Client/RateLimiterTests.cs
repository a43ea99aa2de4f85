using TencentCert.Core.Client;

namespace TencentCert.Core.Tests.Client;

public sealed class RateLimiterTests
{
    private const double Limit = 20;
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    /// <summary>Kind of limit, minimum and maximum round-trip time in milliseconds, and its part before the request is counted.</summary>
    public static TheoryData<string, int, int, double> Networks => new()
    {
        { "bucket", 100, 140, 0.5 },
        { "window", 100, 140, 0.5 },
        { "calendar", 100, 140, 0.5 },
        { "bucket", 60, 140, 0.5 },
        { "window", 60, 140, 0.5 },
        { "calendar", 60, 140, 0.5 },
        { "bucket", 60, 140, 0 },
        { "window", 60, 140, 0 },
        { "calendar", 60, 140, 0 },
        { "bucket", 80, 120, 1 },
        { "window", 80, 120, 1 },
        { "calendar", 80, 120, 1 },
        { "bucket", 60, 140, 1 },
        { "window", 60, 140, 1 },
        { "calendar", 60, 140, 1 },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_thousand_calls_take_little_more_than_the_minimum_of_the_limit(string kind, int shortest, int longest, double before)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var (seconds, refused) = Run(kind, Limit, 1000, shortest, longest, before, seed);
            Assert.InRange(seconds, 1000 / Limit * 0.97, 1000 / Limit * 1.05);
            Assert.InRange(refused, 0, 10);
        }
    }

    // A token bucket needs no margin for different round-trip times.
    [Theory]
    [InlineData(60, 140)]
    [InlineData(100, 300)]
    public void A_token_bucket_is_fully_used(int shortest, int longest)
    {
        var (seconds, refused) = Run("bucket", Limit, 1000, shortest, longest, 1, seed: 1);
        Assert.InRange(seconds, 1000 / Limit * 0.97, 1000 / Limit);
        Assert.Equal(0, refused);
    }

    // The documented limit is 20, and the limit of the account is lower.
    [Theory]
    [InlineData("bucket", 15)]
    [InlineData("window", 15)]
    [InlineData("calendar", 15)]
    [InlineData("bucket", 18)]
    [InlineData("window", 18)]
    [InlineData("calendar", 18)]
    public void A_lower_limit_than_documented_is_learned(string kind, double limit)
    {
        var (seconds, refused) = Run(kind, limit, 1000, 80, 120, 0.5, seed: 1);
        Assert.InRange(seconds, 1000 / limit * 0.97, 1000 / limit * 1.1);
        Assert.InRange(refused, 1, 25);
    }

    [Fact]
    public async Task The_first_calls_are_sent_at_twice_the_rate_within_the_limit_per_second()
    {
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var limiter = new RateLimiter(clock);
        for (var call = 0; call < 21; call++)
        {
            await limiter.WaitAsync(Limit, Cancel);
            limiter.End(limiter.Begin());
        }

        Assert.Equal(TimeSpan.FromMilliseconds(25), clock.Passed[0]);
        Assert.Equal(TimeSpan.FromSeconds(1), clock.Elapsed);
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.1, 10)]
    public async Task A_rate_below_one_waits_several_seconds_between_calls(double limit, double seconds)
    {
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var limiter = new RateLimiter(clock);
        await limiter.WaitAsync(limit, Cancel);
        limiter.End(limiter.Begin());
        await limiter.WaitAsync(limit, Cancel);
        Assert.Equal(TimeSpan.FromSeconds(seconds), clock.Elapsed);
    }

    // A slower request may have arrived later, so its slot is free later. This applies after the service has refused a request.
    [Theory]
    [InlineData(true, 900)]
    [InlineData(false, 870)]
    public async Task After_a_refusal_a_slower_response_occupies_its_slot_longer(bool isRefused, int milliseconds)
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        await CallAsync(limiter, clock, TimeSpan.FromMilliseconds(100));
        clock.Advance(TimeSpan.FromSeconds(2));
        await CallAsync(limiter, clock, TimeSpan.FromMilliseconds(100), isRefused);
        clock.Advance(TimeSpan.FromMinutes(10));
        await CallAsync(limiter, clock, TimeSpan.FromMilliseconds(100));
        clock.Advance(TimeSpan.FromSeconds(2));
        await CallAsync(limiter, clock, TimeSpan.FromMilliseconds(130));
        var next = limiter.WaitAsync(1, Cancel);
        clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(2));
        await Eventually.EndsAsync(next);
    }

    [Fact]
    public async Task All_calls_complete_with_the_system_clock()
    {
        var limiter = new RateLimiter(TimeProvider.System);
        await Eventually.EndsAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(_ => limiter.WaitAsync(700, Cancel))));
        Assert.Equal(700, limiter.Rate(700));
    }

    [Fact]
    public async Task A_burst_of_refusals_lowers_the_rate_like_a_single_refusal()
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        var slots = await BeginAsync(limiter, clock, 18);
        slots.ForEach(slot => limiter.Refuse(slot, Limit));
        Assert.InRange(limiter.Rate(Limit), 15.5, 16);

        clock = new ManualClock();
        limiter = new RateLimiter(clock);
        slots = await BeginAsync(limiter, clock, 20);
        limiter.Refuse(slots[^1], Limit);
        limiter.Refuse(slots[^2], Limit);
        Assert.Equal(Limit * 0.98, limiter.Rate(Limit), 6);
    }

    [Fact]
    public async Task The_rate_recovers_quickly_and_stops_at_the_limit()
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        limiter.Refuse((await BeginAsync(limiter, clock, 20))[^1], Limit);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.InRange(limiter.Rate(Limit), Limit * 0.99, Limit);
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(Limit, limiter.Rate(Limit), 6);
    }

    [Theory]
    [InlineData(4, 0.49)]
    [InlineData(0.2, 0.19)]
    public async Task Repeated_refusals_lower_the_rate_to_a_minimum(double limit, double lowest)
    {
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var limiter = new RateLimiter(clock);
        for (var refusal = 0; refusal < 50; refusal++)
        {
            await limiter.WaitAsync(limit, Cancel);
            limiter.Refuse(limiter.Begin(), limit);
        }

        Assert.InRange(limiter.Rate(limit), lowest, limit);
    }

    [Fact]
    public async Task A_waiting_call_can_be_cancelled_and_uses_no_slot()
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        await limiter.WaitAsync(10, Cancel);
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 50).Select(_ => limiter.WaitAsync(10, stop.Token)).ToArray();
        await clock.UntilPendingAsync(1);
        await stop.CancelAsync();
        foreach (var call in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.EndsAsync(call));
        }

        var next = limiter.WaitAsync(10, Cancel);
        await clock.UntilPendingAsync(1);
        clock.Advance(Tenth);
        await Eventually.EndsAsync(next);
    }

    [Fact]
    public async Task A_call_cancelled_in_advance_uses_no_slot()
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limiter.WaitAsync(1, new CancellationToken(canceled: true)));
        await limiter.WaitAsync(1, Cancel);
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
    }

    [Fact]
    public async Task A_released_slot_is_used_by_the_next_call()
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        await limiter.WaitAsync(1, Cancel);
        limiter.GiveBack();
        await Eventually.EndsAsync(limiter.WaitAsync(1, Cancel));
        Assert.False(limiter.WaitAsync(1, Cancel).IsCompleted);
    }

    [Fact]
    public void Connections_of_one_key_and_endpoint_share_a_limiter()
    {
        var clock = new ManualClock();
        var shared = RateLimiters.Of("AKID1", "https://a", "gaap:X", clock);
        Assert.Same(shared, RateLimiters.Of("AKID1", "https://a", "gaap:X", clock));
        Assert.NotSame(shared, RateLimiters.Of("AKID2", "https://a", "gaap:X", clock));
        Assert.NotSame(shared, RateLimiters.Of("AKID1", "https://b", "gaap:X", clock));
        Assert.NotSame(shared, RateLimiters.Of("AKID1", "https://a", "gaap:Y", clock));
    }

    private static async Task CallAsync(RateLimiter limiter, ManualClock clock, TimeSpan took, bool isRefused = false)
    {
        await limiter.WaitAsync(1, Cancel);
        var slot = limiter.Begin();
        clock.Advance(took);
        limiter.End(slot);
        if (isRefused)
        {
            limiter.Refuse(slot, 1);
        }
    }

    private static async Task<List<RateLimiterSlot>> BeginAsync(RateLimiter limiter, ManualClock clock, int count)
    {
        var slots = new List<RateLimiterSlot>();
        for (var call = 0; call < count; call++)
        {
            var wait = limiter.WaitAsync(Limit, Cancel);
            clock.Advance(TimeSpan.FromMilliseconds(26));
            await wait;
            slots.Add(limiter.Begin());
        }

        return slots;
    }

    // Everything runs on this thread, in the order of the simulated time, so the same seed gives the same numbers.
    private static (double Seconds, int Refused) Run(
        string kind, double limit, int count, int shortest, int longest, double before, int seed)
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        var random = new Random(seed);
        var service = Service(kind, limit);
        var (waiting, done, refused, last) = (count, 0, 0, TimeSpan.Zero);
        TaskCompletionSource? answered = null;
        var sending = SendAsync();
        while (done < count && !sending.IsFaulted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        return (last.TotalSeconds, refused);

        async Task SendAsync()
        {
            while (done < count)
            {
                if (waiting == 0)
                {
                    await (answered = new TaskCompletionSource()).Task;
                    continue;
                }

                waiting--;
                await limiter.WaitAsync(Limit, CancellationToken.None);
                var slot = limiter.Begin();
                var took = shortest + (random.NextDouble() * (longest - shortest));
                After(took * before, () =>
                {
                    var isTaken = service(clock.Elapsed.TotalSeconds);
                    After(took * (1 - before), () => Answer(slot, isTaken));
                });
            }
        }

        void Answer(RateLimiterSlot slot, bool isTaken)
        {
            limiter.End(slot);
            if (isTaken)
            {
                done++;
                last = clock.Elapsed;
            }
            else
            {
                refused++;
                waiting++;
                limiter.Refuse(slot, Limit);
            }

            answered?.TrySetResult();
        }

        void After(double milliseconds, Action action) =>
            clock.CreateTimer(_ => action(), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private static Func<double, bool> Service(string kind, double limit)
    {
        var tokens = limit;
        var filled = 0.0;
        var window = new Queue<double>();
        var counts = new Dictionary<int, int>();
        return kind switch
        {
            "bucket" => now =>
            {
                tokens = Math.Min(limit, tokens + ((now - filled) * limit));
                filled = now;
                return tokens >= 1 && tokens-- >= 1;
            },
            "window" => now =>
            {
                while (window.TryPeek(out var oldest) && oldest <= now - 1)
                {
                    window.Dequeue();
                }

                if (window.Count >= limit)
                {
                    return false;
                }

                window.Enqueue(now);
                return true;
            },
            _ => now =>
            {
                var second = (int)(now + 0.37);
                return counts.GetValueOrDefault(second) < limit && (counts[second] = counts.GetValueOrDefault(second) + 1) > 0;
            },
        };
    }
}
