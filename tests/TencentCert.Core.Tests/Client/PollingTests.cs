using TencentCert.Core.Client;

namespace TencentCert.Core.Tests.Client;

public sealed class PollingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pauses_grow_up_to_the_maximum_and_end_at_the_time_limit()
    {
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var polling = new Polling(clock, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)) { Growth = 2 };
        var looks = 1;
        while (await polling.PauseAsync(Cancel))
            looks++;

        Assert.Equal([1, 2, 3, 3], clock.Passed.Select(pause => pause.TotalSeconds));
        Assert.Equal(5, looks);
        Assert.Equal(TimeSpan.FromSeconds(9), polling.Elapsed);
        Assert.False(polling.HasTime);
    }

    [Fact]
    public async Task The_last_pause_is_no_longer_than_the_time_left()
    {
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var polling = new Polling(clock, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5));
        Assert.True(polling.HasTime);
        Assert.True(await polling.PauseAsync(Cancel));
        Assert.False(polling.HasTime);
        Assert.True(await polling.PauseAsync(Cancel));
        Assert.False(await polling.PauseAsync(Cancel));
        Assert.Equal([4, 1], clock.Passed.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task Polling_without_a_time_limit_does_not_end()
    {
        var clock = new ManualClock { PassesUpTo = TimeSpan.FromMinutes(1) };
        var polling = new Polling(clock, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        for (var look = 0; look < 100; look++)
        {
            Assert.True(polling.HasTime);
            Assert.True(await polling.PauseAsync(Cancel));
        }
    }
}
