namespace TencentCert.Core.Tests;

/// <summary>
/// A clock that does not run automatically. <see cref="Advance"/> moves it. With <see cref="PassesUpTo"/>, a wait of at most
/// that length ends at once and also moves the clock. Longer waits (time limits) stay pending.
/// </summary>
internal sealed class ManualClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _pending = [];
    private readonly List<TimeSpan> _passed = [];
    private DateTimeOffset _now = Start;

    /// <summary>The longest wait that ends automatically, or null when only <see cref="Advance"/> moves the clock.</summary>
    public TimeSpan? PassesUpTo { get; init; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time since the clock was created.</summary>
    public TimeSpan Elapsed => GetUtcNow() - Start;

    /// <summary>The pending waits.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>The waits that ended by themselves, in order.</summary>
    public IReadOnlyList<TimeSpan> Passed
    {
        get
        {
            lock (_lock)
            {
                return [.. _passed];
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new ManualTimer(this, () => callback(state));
        wait.Change(dueTime, period);
        return wait;
    }

    /// <summary>Advances the clock and ends every wait at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        var goal = GetUtcNow() + by;
        while (Next(goal) is { } due)
            due.End();
    }

    /// <summary>Waits in real time until the given number of waits is pending.</summary>
    public Task UntilPendingAsync(int count) => Eventually.Async(() => Pending >= count, $"{count} pending waits");

    private ManualTimer? Next(DateTimeOffset goal)
    {
        lock (_lock)
        {
            var due = _pending.Where(wait => wait.Due <= goal).MinBy(wait => wait.Due);
            _now = due is null ? goal : due.Due > _now ? due.Due : _now;
            if (due is not null)
                _pending.Remove(due);

            return due;
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action end) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void End() => end();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._pending.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                Due = clock._now + dueTime;
                if (dueTime <= clock.PassesUpTo)
                {
                    clock._now = Due;
                    clock._passed.Add(dueTime);
                    ThreadPool.QueueUserWorkItem(_ => end());
                }
                else
                {
                    clock._pending.Add(this);
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._pending.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
