using TencentCert.Core.Bindings;


namespace TencentCert.Core.Tests.Bindings;

public sealed class BusyEstimateTests
{
    [Fact]
    public void It_settles_just_above_what_is_refused()
    {
        var busy = new BusyEstimate(new BusyEstimates());
        busy.Measured(TimeSpan.FromSeconds(2.4));
        var refused = 0;
        for (var write = 0; write < 1000; write++)
        {
            var gap = busy.Value;
            if (gap < TimeSpan.FromSeconds(2))
            {
                refused++;
                busy.Refused(gap);
            }
            else
            {
                busy.Accepted(gap);
            }
        }

        Assert.InRange(busy.Value.TotalSeconds, 2, 2.2);
        Assert.InRange(refused, 1, 10);
    }

    [Fact]
    public void A_refusal_long_after_the_last_write_does_not_change_the_estimate()
    {
        var busy = new BusyEstimate(new BusyEstimates());
        busy.Measured(TimeSpan.FromSeconds(2));

        busy.Refused(TimeSpan.FromSeconds(9));

        Assert.Equal(2, busy.Value.TotalSeconds);
    }

    [Fact]
    public void One_at_a_time_measures_the_first()
    {
        var busy = new BusyEstimates();

        Assert.True(busy.TryProbe());
        Assert.False(busy.TryProbe());
        busy.GiveUp();
        Assert.True(busy.TryProbe());
    }

    [Fact]
    public void A_listener_without_knowledge_begins_with_the_median_of_the_others()
    {
        var run = new BusyEstimates();
        foreach (var seconds in new[] { 0.5, 10, 2 })
        {
            new BusyEstimate(run).Measured(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal(2, new BusyEstimate(run).Value.TotalSeconds);
    }

    [Fact]
    public void Each_listener_learns_its_own_time()
    {
        var run = new BusyEstimates();
        var (slow, fast) = (new BusyEstimate(run), new BusyEstimate(run));
        slow.Measured(TimeSpan.FromSeconds(10));
        fast.Refused(TimeSpan.FromSeconds(10));
        fast.Measured(TimeSpan.FromSeconds(0.2));

        Assert.Equal((10, 0.2), (slow.Value.TotalSeconds, fast.Value.TotalSeconds));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(9.9)]
    public void Looks_half_way_find_the_moment_within_one_wait(double free)
    {
        var busy = new BusyEstimate(new BusyEstimates());
        busy.Measured(TimeSpan.FromSeconds(10));
        var looks = 0;
        while (busy.WorthLooking is { } time && looks < 20)
        {
            looks++;
            if (time.TotalSeconds < free)
            {
                busy.StillBusy(time);
            }
            else
            {
                busy.Measured(time);
            }
        }

        Assert.InRange(busy.Value.TotalSeconds, free, Math.Max(free * 1.06, 0.3));
        Assert.InRange(looks, 1, 12);
    }

    [Fact]
    public void A_refusal_followed_by_a_look_teaches_the_longer_time()
    {
        var busy = new BusyEstimate(new BusyEstimates());
        busy.Measured(TimeSpan.FromSeconds(0.2));
        busy.Refused(TimeSpan.FromSeconds(0.2));
        busy.Measured(TimeSpan.FromSeconds(10.2));

        Assert.Equal(10.2, busy.Value.TotalSeconds);
    }
}
