using TencentCert.Core.Bindings;


namespace TencentCert.Core.Tests.Bindings;

public sealed class BusyTimeTests
{
    [Fact]
    public void It_settles_just_above_what_is_refused()
    {
        var busy = new BusyEstimate();
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
    public void A_refusal_long_after_the_last_write_is_somebody_elses_and_teaches_nothing()
    {
        var busy = new BusyEstimate();
        busy.Measured(TimeSpan.FromSeconds(2));

        busy.Refused(TimeSpan.FromSeconds(9));

        Assert.Equal(2, busy.Value.TotalSeconds);
    }

    [Fact]
    public void One_at_a_time_measures_it()
    {
        var busy = new BusyEstimate();

        Assert.True(busy.TryProbe());
        Assert.False(busy.TryProbe());
        busy.GiveUp();
        Assert.True(busy.TryProbe());
    }
}
