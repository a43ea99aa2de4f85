using System.Collections.Concurrent;

namespace TencentCert.Emulator;

/// <summary>
/// The emulator's time. <see cref="GetUtcNow"/> runs at the chosen speed and determines the state of the cloud;
/// <see cref="WireTime"/> is compared with the client's clock, so that a fast clock does not expire every signature.
/// </summary>
public sealed class EmulatorClock : TimeProvider
{
    private readonly double _speed;
    private readonly DateTimeOffset _started = System.GetUtcNow();
    private readonly long _startedTimestamp = System.GetTimestamp();
    private readonly ConcurrentDictionary<EmulatorTimer, bool> _timers = new();
    private long _advancedTicks;

    /// <summary>Starts at the machine's time.</summary>
    /// <param name="speed">Emulated seconds per real second; 0 stops the clock.</param>
    public EmulatorClock(double speed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(speed);
        _speed = speed;
    }

    /// <summary>The time for signatures and the Date header: the machine's time plus all advances.</summary>
    public DateTimeOffset WireTime => System.GetUtcNow() + Advanced;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private TimeSpan Advanced => new(Interlocked.Read(ref _advancedTicks));

    /// <summary>Advances the clock and fires the timers that become due.</summary>
    public void Advance(TimeSpan time)
    {
        Interlocked.Add(ref _advancedTicks, time.Ticks);
        foreach (var timer in _timers.Keys)
            timer.Reschedule();
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _started + Elapsed;

    /// <inheritdoc />
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new EmulatorTimer(this, () => callback(state));
        _timers[timer] = true;
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Forget(EmulatorTimer timer) => _timers.TryRemove(timer, out _);

    /// <summary>Real duration of an emulated wait; infinite for a stopped clock.</summary>
    internal TimeSpan ToRealTime(TimeSpan emulated)
    {
        if (emulated <= TimeSpan.Zero)
            return TimeSpan.Zero;

        var real = emulated.TotalMilliseconds / _speed;
        return real < int.MaxValue ? TimeSpan.FromMilliseconds(Math.Ceiling(real)) : Timeout.InfiniteTimeSpan;
    }

    private TimeSpan Elapsed => (System.GetElapsedTime(_startedTimestamp) * _speed) + Advanced;
}
