using TencentCert.Core.Bindings;


namespace TencentCert.Core.Tests.Bindings;

public sealed class BusyEstimateTests
{
    [Fact]
    public void The_estimate_settles_just_above_the_refused_interval()
    {
        var busy = new BusyEstimate(new BusyEstimates());
        busy.RecordFree(TimeSpan.FromSeconds(2.4));
        var refused = 0;
        for (var write = 0; write < 1000; write++)
        {
            var gap = busy.Value;
            if (gap < TimeSpan.FromSeconds(2))
            {
                refused++;
                busy.RecordRefused(gap);
            }
            else
            {
                busy.RecordAccepted(gap);
            }
        }

        Assert.InRange(busy.Value.TotalSeconds, 2, 2.2);
        Assert.InRange(refused, 1, 10);
    }

    [Fact]
    public void A_refusal_long_after_the_last_write_does_not_change_the_estimate()
    {
        var busy = new BusyEstimate(new BusyEstimates());
        busy.RecordFree(TimeSpan.FromSeconds(2));

        busy.RecordRefused(TimeSpan.FromSeconds(9));

        Assert.Equal(2, busy.Value.TotalSeconds);
    }

    [Fact]
    public void Only_one_listener_at_a_time_probes_the_initial_busy_time()
    {
        var busy = new BusyEstimates();

        Assert.True(busy.TryBeginProbe());
        Assert.False(busy.TryBeginProbe());
        busy.AbandonProbe();
        Assert.True(busy.TryBeginProbe());
    }

    [Fact]
    public void A_listener_without_measurements_starts_with_the_median_of_the_others()
    {
        var run = new BusyEstimates();
        foreach (var seconds in new[] { 0.5, 10, 2 })
            new BusyEstimate(run).RecordFree(TimeSpan.FromSeconds(seconds));

        Assert.Equal(2, new BusyEstimate(run).Value.TotalSeconds);
    }

    [Fact]
    public void Each_listener_has_its_own_estimate()
    {
        var run = new BusyEstimates();
        var (slow, fast) = (new BusyEstimate(run), new BusyEstimate(run));
        slow.RecordFree(TimeSpan.FromSeconds(10));
        fast.RecordRefused(TimeSpan.FromSeconds(10));
        fast.RecordFree(TimeSpan.FromSeconds(0.2));

        Assert.Equal((10, 0.2), (slow.Value.TotalSeconds, fast.Value.TotalSeconds));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(9.9)]
    public void Reads_by_bisection_find_the_busy_time_within_one_wait(double free)
    {
        var busy = new BusyEstimate(new BusyEstimates());
        busy.RecordFree(TimeSpan.FromSeconds(10));
        var looks = 0;
        while (busy.NextProbeDelay is { } time && looks < 20)
        {
            looks++;
            if (time.TotalSeconds < free)
                busy.RecordBusy(time);
            else
                busy.RecordFree(time);
        }

        Assert.InRange(busy.Value.TotalSeconds, free, Math.Max(free * 1.06, 0.3));
        Assert.InRange(looks, 1, 12);
    }

    [Fact]
    public void A_measurement_after_a_refusal_raises_the_estimate()
    {
        var busy = new BusyEstimate(new BusyEstimates());
        busy.RecordFree(TimeSpan.FromSeconds(0.2));
        busy.RecordRefused(TimeSpan.FromSeconds(0.2));
        busy.RecordFree(TimeSpan.FromSeconds(10.2));

        Assert.Equal(10.2, busy.Value.TotalSeconds);
    }
}
