using TencentCert.Core.Client;


namespace TencentCert.Core.Tests.Client;

public sealed class BackoffTests
{
    [Theory]
    [InlineData("Transient", 1, 400)]
    [InlineData("Transient", 2, 800)]
    [InlineData("Transient", 6, 12_800)]
    [InlineData("Transient", 7, 20_000)]
    [InlineData("Transient", 10_000, 20_000)]
    [InlineData("Throttled", 1, 400)]
    [InlineData("Throttled", 9, 20_000)]
    [InlineData("Busy", 1, 1_000)]
    [InlineData("Busy", 3, 4_000)]
    [InlineData("Busy", 4, 5_000)]
    [InlineData("Busy", int.MaxValue, 5_000)]
    public void The_ceiling_doubles_up_to_its_limit(string reason, int failures, int milliseconds)
    {
        var kind = Enum.Parse<RetryReason>(reason);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Backoff.Pause(kind, failures, 1));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds / 4.0), Backoff.Pause(kind, failures, 0.25));
        Assert.Equal(TimeSpan.Zero, Backoff.Pause(kind, failures, 0));
    }
}
