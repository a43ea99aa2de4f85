using TencentCert.Core.Client;

namespace TencentCert.Core.Tests.Client;

public sealed class RateLimiterTests
{
    private const double Limit = 20;

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

    // Without a refusal, different round-trip times add at most 2 % to the period.
    [Theory]
    [InlineData(60, 140)]
    [InlineData(100, 300)]
    public void A_token_bucket_is_almost_fully_used(int shortest, int longest)
    {
        var (seconds, refused) = Run("bucket", Limit, 1000, shortest, longest, 1, seed: 1);
        Assert.InRange(seconds, 1000 / Limit * 0.97, 1000 / Limit * 1.02);
        Assert.Equal(0, refused);
    }

    // The rate is that of the documentation, but only some requests may come at once.
    [Theory]
    [InlineData(10)]
    [InlineData(5)]
    [InlineData(1)]
    public void A_service_that_spreads_requests_over_the_second_refuses_little_more_than_the_first_burst(double capacity)
    {
        var (seconds, refused) = Run("bucket", Limit, 1000, 80, 120, 0, seed: 1, capacity);
        Assert.InRange(seconds, 1000 / Limit * 0.97, 1000 / Limit * 1.1);
        Assert.InRange(refused, 1, Limit * 1.2);
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
    public async Task As_many_calls_as_the_limit_allows_in_a_second_are_sent_at_once()
    {
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var limiter = new RateLimiter(clock);
        for (var call = 0; call < 21; call++)
        {
            await limiter.WaitAsync(Limit, Cancel);
            limiter.RecordResponse(limiter.MarkSent());
        }

        Assert.Equal([TimeSpan.FromSeconds(1)], clock.Passed);
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.1, 10)]
    public async Task A_rate_below_one_waits_several_seconds_between_calls(double limit, double seconds)
    {
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var limiter = new RateLimiter(clock);
        await limiter.WaitAsync(limit, Cancel);
        limiter.RecordResponse(limiter.MarkSent());
        await limiter.WaitAsync(limit, Cancel);
        Assert.Equal(TimeSpan.FromSeconds(seconds), clock.Elapsed);
    }

    // Equal response times need no margin. Twice the middle half of 100 to 160 ms is 80 ms, and a third is the first margin; while the
    // service has refused nothing, it is at most 2 % of the period. A refusal after an earlier burst increases it.
    [Theory]
    [InlineData(0, 0, 1000)]
    [InlineData(20, 0, 1020)]
    [InlineData(20, 4, 1044)]
    public async Task The_margin_between_bursts_follows_response_times_and_refusals(int step, int refusals, int milliseconds)
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        await BurstAsync(refusals: 0);
        clock.Advance(TimeSpan.FromSeconds(1.1));
        await BurstAsync(refusals);
        var next = limiter.WaitAsync(4, Cancel);
        clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1 - 100 - (3 * step)));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(2));
        await Eventually.EndsAsync(next);

        // Four requests at once, answered one after the other.
        async Task BurstAsync(int refusals)
        {
            var slots = new List<RateLimiterSlot>();
            for (var call = 0; call < 4; call++)
            {
                await limiter.WaitAsync(4, Cancel);
                slots.Add(limiter.MarkSent());
            }

            clock.Advance(TimeSpan.FromMilliseconds(100));
            foreach (var slot in slots)
            {
                limiter.RecordResponse(slot);
                clock.Advance(slot == slots[^1] ? TimeSpan.Zero : TimeSpan.FromMilliseconds(step));
            }

            slots.TakeLast(refusals).ToList().ForEach(slot => limiter.RecordRefusal(slot, 4));
        }
    }

    [Fact]
    public async Task All_calls_complete_with_the_system_clock()
    {
        var limiter = new RateLimiter(TimeProvider.System);
        await Eventually.EndsAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(_ => limiter.WaitAsync(700, Cancel))));
        Assert.Equal(700, limiter.Rate(700));
    }

    // No earlier burst explains the refusals, so the limit is what the service accepted.
    [Fact]
    public async Task Refusals_in_the_first_burst_tell_the_limit()
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        var slots = await BeginAsync(limiter, 20);
        limiter.RecordRefusal(slots[^1], Limit);
        limiter.RecordRefusal(slots[^2], Limit);
        Assert.Equal(18 - (Limit * 0.02 * 18 / 20), limiter.Rate(Limit), 6);
    }

    // Other calls of the account use the limit.
    [Fact]
    public async Task A_refusal_of_a_few_requests_lowers_the_rate_by_a_fifth_at_most()
    {
        var limiter = new RateLimiter(new ManualClock());
        (await BeginAsync(limiter, 3)).ForEach(slot => limiter.RecordRefusal(slot, Limit));
        Assert.InRange(limiter.Rate(Limit), Limit * 0.78, Limit * 0.8);
    }

    [Fact]
    public async Task The_rate_recovers_and_stops_at_the_limit()
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        limiter.RecordRefusal((await BeginAsync(limiter, 20))[^1], Limit);
        Assert.InRange(limiter.Rate(Limit), 18.6, 18.7);
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.InRange(limiter.Rate(Limit), 18.99, 19.01);
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
            limiter.RecordRefusal(limiter.MarkSent(), limit);
        }

        Assert.InRange(limiter.Rate(limit), lowest, limit);
    }

    [Fact]
    public async Task A_waiting_call_can_be_cancelled_and_uses_no_slot()
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        await BeginAsync(limiter, 10, limit: 10);
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 50).Select(_ => limiter.WaitAsync(10, stop.Token)).ToArray();
        await clock.UntilPendingAsync(1);
        await stop.CancelAsync();
        foreach (var call in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.EndsAsync(call));

        var next = limiter.WaitAsync(10, Cancel);
        await clock.UntilPendingAsync(1);
        clock.Advance(TimeSpan.FromSeconds(1));
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
        limiter.ReturnSlot();
        await Eventually.EndsAsync(limiter.WaitAsync(1, Cancel));
        Assert.False(limiter.WaitAsync(1, Cancel).IsCompleted);
    }

    [Fact]
    public async Task A_released_slot_wakes_the_call_that_waits()
    {
        var limiter = new RateLimiter(new ManualClock());
        await limiter.WaitAsync(1, Cancel);
        var next = limiter.WaitAsync(1, Cancel);
        limiter.ReturnSlot();
        await Eventually.EndsAsync(next);
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

    private static async Task<List<RateLimiterSlot>> BeginAsync(RateLimiter limiter, int count, double limit = Limit)
    {
        var slots = new List<RateLimiterSlot>();
        for (var call = 0; call < count; call++)
        {
            await limiter.WaitAsync(limit, Cancel);
            slots.Add(limiter.MarkSent());
        }

        return slots;
    }

    // Everything runs on this thread, in the order of the simulated time, so the same seed gives the same numbers.
    private static (double Seconds, int Refused) Run(
        string kind, double limit, int count, int shortest, int longest, double before, int seed, double? capacity = null)
    {
        var clock = new ManualClock();
        var limiter = new RateLimiter(clock);
        var random = new Random(seed);
        var service = Service(kind, limit, capacity ?? limit);
        var (waiting, done, refused, last) = (count, 0, 0, TimeSpan.Zero);
        TaskCompletionSource? answered = null;
        var sending = SendAsync();
        while (done < count && !sending.IsFaulted)
            clock.Advance(TimeSpan.FromSeconds(1));

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
                var slot = limiter.MarkSent();
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
            limiter.RecordResponse(slot);
            if (isTaken)
            {
                done++;
                last = clock.Elapsed;
            }
            else
            {
                refused++;
                waiting++;
                limiter.RecordRefusal(slot, Limit);
            }

            answered?.TrySetResult();
        }

        void After(double milliseconds, Action action) =>
            clock.CreateTimer(_ => action(), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private static Func<double, bool> Service(string kind, double limit, double capacity)
    {
        var tokens = capacity;
        var filled = 0.0;
        var window = new Queue<double>();
        var counts = new Dictionary<int, int>();
        return kind switch
        {
            "bucket" => now =>
            {
                tokens = Math.Min(capacity, tokens + ((now - filled) * limit));
                filled = now;
                return tokens >= 1 && tokens-- >= 1;
            },
            "window" => now =>
            {
                while (window.TryPeek(out var oldest) && oldest <= now - 1)
                    window.Dequeue();

                if (window.Count >= limit)
                    return false;

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
