using TencentCert.Emulator;

namespace TencentCert.Core.Tests;

/// <summary>
/// The clock of an emulator for its client. A pause ends at once and advances the emulated world. Time limits never elapse.
/// </summary>
public sealed class EmulatedTime(EmulatorClock clock) : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var pause = new EmulatedTimer(clock, () => callback(state));
        pause.Change(dueTime, period);
        return pause;
    }

    private sealed class EmulatedTimer(EmulatorClock clock, Action end) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= TimeSpan.Zero && dueTime <= LongestPause)
            {
                clock.Advance(dueTime);
                ThreadPool.QueueUserWorkItem(_ => end());
            }

            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
