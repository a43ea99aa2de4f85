namespace TencentCert.Benchmarks;

/// <summary>Waits and measures in emulated time, but tells the machine's date: signatures are judged by that.</summary>
internal sealed class ScaledClock(double speed) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (long)(System.GetTimestamp() * speed * TimeSpan.TicksPerSecond / System.TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    // Timers have whole milliseconds; rounding up keeps a wait from ending before its time.
    private TimeSpan Scaled(TimeSpan time) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / speed));
}
