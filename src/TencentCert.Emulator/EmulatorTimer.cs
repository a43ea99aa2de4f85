namespace TencentCert.Emulator;

/// <summary>A timer in emulated time, based on a real timer that is rescheduled when the clock is advanced.</summary>
internal sealed class EmulatorTimer : ITimer
{
    private readonly object _gate = new();
    private readonly EmulatorClock _clock;
    private readonly Action _callback;
    private readonly Timer _real;
    private DateTimeOffset? _due;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _disposed;

    public EmulatorTimer(EmulatorClock clock, Action callback)
    {
        _clock = clock;
        _callback = callback;
        _real = new Timer(static timer => ((EmulatorTimer)timer!).Reschedule(), this, Timeout.Infinite, Timeout.Infinite);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (_disposed)
                return false;

            _due = dueTime < TimeSpan.Zero ? null : _clock.GetUtcNow() + dueTime;
            _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
        }

        Reschedule();
        return true;
    }

    /// <summary>Fires when due, else sleeps until then.</summary>
    public void Reschedule()
    {
        var fire = false;
        lock (_gate)
        {
            if (_disposed || _due is not { } due)
                return;

            var now = _clock.GetUtcNow();
            if (due <= now)
            {
                fire = true;
                _due = _period == Timeout.InfiniteTimeSpan ? null : now + _period;
            }

            _real.Change(_due is { } next ? _clock.ToRealTime(next - now) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        if (fire)
        {
            // As with a real timer, the callback does not run on the thread that advanced the clock.
            ThreadPool.QueueUserWorkItem(static callback => callback(), _callback, preferLocal: false);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _clock.Forget(this);
        _real.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
