namespace TencentCert.Emulator.Tests;

public sealed class ClockTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void A_clock_at_speed_0_moves_only_when_advanced()
    {
        var clock = new EmulatorClock(0);
        var start = clock.GetUtcNow();
        Assert.Equal(start, clock.GetUtcNow());
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(start.AddHours(2), clock.GetUtcNow());
    }

    [Fact]
    public async Task Advancing_the_clock_ends_pending_waits()
    {
        var clock = new EmulatorClock(0);
        var wait = Task.Delay(TimeSpan.FromHours(1), clock, Cancelled);
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(wait.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));
        await wait;
    }

    [Fact]
    public async Task The_speed_of_the_clock_shortens_waits()
    {
        var clock = new EmulatorClock(100_000);
        var start = clock.GetUtcNow();
        await Task.Delay(TimeSpan.FromHours(1), clock, Cancelled);
        Assert.True(clock.GetUtcNow() >= start.AddHours(1));
    }

    [Fact]
    public async Task A_fast_clock_does_not_expire_signatures()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatorOptions { Speed = 1_000_000 });
        await Task.Delay(TimeSpan.FromDays(1), cloud.Emulator.Clock, Cancelled);
        await cloud.SslAsync("DescribeCertificates", new { });
    }
}
