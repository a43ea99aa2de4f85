using TencentCert.Core.Client;


namespace TencentCert.Core.Tests.Client;

public sealed class PacerTests
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_call_does_not_wait_and_the_rest_are_evenly_spaced()
    {
        var clock = Passing();
        var pacer = new Pacer(10, clock);
        for (var call = 0; call < 5; call++)
        {
            await pacer.WaitAsync(Cancel);
        }

        Assert.Equal(Enumerable.Repeat(Tenth, 4), clock.Passed);
    }

    [Fact]
    public async Task Calls_from_many_threads_are_spaced_alike()
    {
        var clock = Passing();
        var pacer = new Pacer(10, clock);
        await Eventually.EndsAsync(Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => pacer.WaitAsync(Cancel), Cancel))));
        Assert.Equal(99 * Tenth, clock.Elapsed);
    }

    [Fact]
    public async Task The_machine_s_own_clock_lets_every_call_through()
    {
        var pacer = new Pacer(700, TimeProvider.System);
        await Eventually.EndsAsync(Task.WhenAll(Enumerable.Range(0, 50).Select(_ => pacer.WaitAsync(Cancel))));
        Assert.Equal(700, pacer.Rate);
    }

    // Idle time is not saved up for a burst.
    [Fact]
    public async Task After_a_rest_one_call_goes_at_once_and_the_next_waits()
    {
        var clock = new ManualClock();
        var pacer = new Pacer(10, clock);
        await pacer.WaitAsync(Cancel);
        clock.Advance(TimeSpan.FromMinutes(1));
        await pacer.WaitAsync(Cancel);
        var next = pacer.WaitAsync(Cancel);
        await clock.UntilPendingAsync(1);
        Assert.False(next.IsCompleted);
        clock.Advance(Tenth);
        await Eventually.EndsAsync(next);
    }

    [Fact]
    public void A_refusal_halves_the_rate_and_a_burst_of_refusals_is_one()
    {
        var clock = new ManualClock();
        var pacer = new Pacer(10, clock);
        for (var refusal = 0; refusal < 30; refusal++)
        {
            pacer.Throttled();
        }

        Assert.Equal(5, pacer.Rate, 6);
        clock.Advance(TimeSpan.FromSeconds(0.9));
        pacer.Throttled();
        Assert.True(pacer.Rate > 5);
    }

    [Fact]
    public void A_later_refusal_halves_again()
    {
        var clock = new ManualClock();
        var pacer = new Pacer(10, clock);
        pacer.Throttled();
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5.5, pacer.Rate, 6);
        pacer.Throttled();
        Assert.Equal(2.75, pacer.Rate, 6);
    }

    [Fact]
    public void The_rate_comes_back_by_a_twentieth_a_second_and_stops_at_the_ceiling()
    {
        var clock = new ManualClock();
        var pacer = new Pacer(20, clock);
        pacer.Throttled();
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(14, pacer.Rate, 6);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(20, pacer.Rate, 6);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, pacer.Rate, 6);
    }

    [Theory]
    [InlineData(4, 0.5)]
    [InlineData(0.2, 0.2)]
    public void Refusals_without_end_stop_at_the_floor(double ceiling, double floor)
    {
        var clock = new ManualClock();
        var pacer = new Pacer(ceiling, clock);
        for (var refusal = 0; refusal < 50; refusal++)
        {
            pacer.Throttled();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        pacer.Throttled();
        Assert.Equal(floor, pacer.Rate, 6);
    }

    [Fact]
    public async Task A_refusal_slows_the_calls_already_in_line()
    {
        var clock = new ManualClock();
        var pacer = new Pacer(10, clock);
        await pacer.WaitAsync(Cancel);
        var line = Enumerable.Range(0, 3).Select(_ => pacer.WaitAsync(Cancel)).ToArray();
        await clock.UntilPendingAsync(1);
        pacer.Throttled();
        await PassAsync(clock, Tenth);
        Assert.Equal(0, line.Count(call => call.IsCompleted));
        await PassAsync(clock, 2 * Tenth);
        await Eventually.Async(() => line.Count(call => call.IsCompleted) == 1, "the first in line");
        await Eventually.Async(
            () =>
            {
                clock.Advance(Tenth);
                return line.All(call => call.IsCompletedSuccessfully);
            },
            "the rest of the line");
    }

    [Fact]
    public async Task A_waiting_call_can_be_cancelled_and_costs_the_others_no_turn()
    {
        var clock = new ManualClock();
        var pacer = new Pacer(10, clock);
        await pacer.WaitAsync(Cancel);
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 50).Select(_ => pacer.WaitAsync(stop.Token)).ToArray();
        await clock.UntilPendingAsync(1);
        await stop.CancelAsync();
        foreach (var call in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.EndsAsync(call));
        }

        var next = pacer.WaitAsync(Cancel);
        await clock.UntilPendingAsync(1);
        clock.Advance(Tenth);
        await Eventually.EndsAsync(next);
    }

    [Fact]
    public async Task A_call_cancelled_beforehand_takes_no_turn()
    {
        var clock = new ManualClock();
        var pacer = new Pacer(10, clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pacer.WaitAsync(new CancellationToken(canceled: true)));
        await pacer.WaitAsync(Cancel);
        Assert.Equal(TimeSpan.Zero, clock.Elapsed);
    }

    private static ManualClock Passing() => new() { PassesUpTo = TimeSpan.FromMinutes(1) };

    // In small steps, with room for the next in line to start its own wait.
    private static async Task PassAsync(ManualClock clock, TimeSpan time)
    {
        for (var step = TimeSpan.Zero; step < time; step += Tenth / 2)
        {
            clock.Advance(Tenth / 2);
            await Task.Delay(20, Cancel);
        }
    }
}
