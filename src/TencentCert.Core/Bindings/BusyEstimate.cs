namespace TencentCert.Core.Bindings;

/// <summary>
/// Estimates how long a listener refuses a second change after an accepted one: between the latest time at which it was busy and the
/// first at which it was free. A write that is too early is refused and costs a request; a late one costs time.
/// </summary>
internal sealed class BusyEstimate(BusyEstimates others)
{
    private const double MaxSeconds = 20;

    // An accepted write lowers the estimate a little, to find the shortest sufficient interval.
    private const double EstimateDecay = 0.998;
    private const double LowerBoundDecay = 0.9999;

    // A refused write raises the lower bound and the estimate above the refused interval.
    private const double RefusedLowerBoundFactor = 1.03;
    private const double RefusedEstimateFactor = 1.1;

    // A write later than the estimate by more than this factor gives no information about the estimate.
    private const double AcceptedTolerance = 1.1;
    private const double RefusedTolerance = 1.05;

    // Narrowing the interval further gains nothing.
    private const double ConvergedRatio = 0.95;
    private const double MinProbedSeconds = 0.3;

    private const double RetryPauseGrowth = 1.6;
    private const double MinBusyPollSeconds = 0.15;
    private static readonly TimeSpan DefaultEstimate = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstProbeDelay = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private double? _estimateSeconds;
    private double _lowerBoundSeconds;
    private bool _wasRefused;

    /// <summary>The pause from the response to a write to the next write: the listener's own, that of the others, or a default.</summary>
    public TimeSpan Value
    {
        get
        {
            lock (_lock)
                return TimeSpan.FromSeconds(_estimateSeconds ?? Math.Max(_lowerBoundSeconds, InitialSeconds));
        }
    }

    /// <summary>Time after a write at which the first read is useful; short while no listener's time is known.</summary>
    public TimeSpan FirstPollDelay => others.FirstKnown.IsCompleted ? Value : FirstProbeDelay;

    /// <summary>Time after a write at which a read gives the most information: between the bounds; null when they are close.</summary>
    public TimeSpan? NextProbeDelay
    {
        get
        {
            var value = Value.TotalSeconds;
            lock (_lock)
            {
                return value > MinProbedSeconds && _lowerBoundSeconds < value * ConvergedRatio
                    ? TimeSpan.FromSeconds((_lowerBoundSeconds + value) / 2)
                    : null;
            }
        }
    }

    // May be called with the lock held: the others that count are known, and a known value needs no lock but its own.
    private double InitialSeconds => (others.Median ?? DefaultEstimate).TotalSeconds;

    public static TimeSpan RetryPause(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(MaxPause.TotalSeconds, Math.Pow(RetryPauseGrowth, Math.Min(attempts, 10))));

    /// <summary>The pause between polls of a busy listener after a time since the write: the end is missed by a quarter at most.</summary>
    public static TimeSpan BusyPollPause(TimeSpan sinceAccepted) =>
        TimeSpan.FromSeconds(Math.Clamp(sinceAccepted.TotalSeconds / 5, MinBusyPollSeconds, MaxPause.TotalSeconds));

    /// <summary>A read showed the listener busy this long after a write.</summary>
    public void RecordBusy(TimeSpan sinceAccepted)
    {
        lock (_lock)
            _lowerBoundSeconds = Math.Max(_lowerBoundSeconds, Math.Min(sinceAccepted.TotalSeconds, MaxSeconds));
    }

    public void RecordFree(TimeSpan sinceAccepted)
    {
        var seconds = Math.Min(sinceAccepted.TotalSeconds, MaxSeconds);
        lock (_lock)
        {
            _lowerBoundSeconds = Math.Min(_lowerBoundSeconds, seconds);
            if (_estimateSeconds is not { } known || _wasRefused || known > seconds)
                SetEstimate(seconds);
        }
    }

    /// <summary>A write was accepted this long after the previous one: a shorter pause may suffice.</summary>
    public void RecordAccepted(TimeSpan sinceAccepted)
    {
        lock (_lock)
        {
            if (_estimateSeconds is not { } known)
            {
                SetEstimate(Math.Min(sinceAccepted.TotalSeconds, InitialSeconds));
            }
            else if (sinceAccepted.TotalSeconds <= known * AcceptedTolerance)
            {
                _estimateSeconds = Math.Max(_lowerBoundSeconds, known * EstimateDecay);
                _lowerBoundSeconds *= LowerBoundDecay;
            }
        }
    }

    public void RecordRefused(TimeSpan sinceAccepted)
    {
        lock (_lock)
        {
            // Long after the last write, the refusal is due to another actor's change.
            var seconds = sinceAccepted.TotalSeconds;
            if (seconds <= (_estimateSeconds ?? InitialSeconds) * RefusedTolerance)
            {
                _lowerBoundSeconds = Math.Max(_lowerBoundSeconds, Math.Min(seconds * RefusedLowerBoundFactor, MaxSeconds));
                _estimateSeconds = _estimateSeconds is null
                    ? null
                    : Math.Max(_lowerBoundSeconds, Math.Min(seconds * RefusedEstimateFactor, MaxSeconds));
                _wasRefused = true;
            }
        }
    }

    // Called with the lock held.
    private void SetEstimate(double seconds)
    {
        var isFirst = _estimateSeconds is null;
        _wasRefused = false;
        _estimateSeconds = Math.Max(_lowerBoundSeconds, seconds);
        if (isFirst)
            others.Add(this);
    }
}
