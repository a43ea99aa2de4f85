namespace TencentCert.Core.Bindings;

/// <summary>
/// How long one listener takes no second change after one was accepted: between the latest moment at which it was busy and the
/// first at which it was free. A write that comes too early is refused and costs a request; one that comes late costs time.
/// </summary>
/// <param name="others">Estimates of the other listeners of the run.</param>
internal sealed class BusyEstimate(BusyEstimates others)
{
    private const double Descent = 0.998;
    private const double AboveRefused = 1.03;
    private const double AfterRefusal = 1.1;
    private const double LongestSeconds = 20;

    // Closer than this, or shorter, looking for the moment gains nothing.
    private const double CloseShare = 0.95;
    private const double ShortestProbedSeconds = 0.3;
    private static readonly TimeSpan Assumed = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private double? _free;
    private double _busy;
    private bool _wasTooShort;

    /// <summary>
    /// The time to leave between the answer to one write and the next: the listener's own, else that of the others, else an assumed one.
    /// </summary>
    public TimeSpan Value
    {
        get
        {
            double tooShort;
            lock (_lock)
            {
                if (_free is { } own)
                {
                    return TimeSpan.FromSeconds(own);
                }

                tooShort = _busy;
            }

            return TimeSpan.FromSeconds(Math.Max(tooShort, (others.Median ?? Assumed).TotalSeconds));
        }
    }

    /// <summary>When a look is worth it so long after a write: soon, while nothing is known of any listener.</summary>
    public TimeSpan FirstLook => others.Known.IsCompleted ? Value : Soon;

    /// <summary>When a look tells most, between the times known to be too short and long enough; null when they are close.</summary>
    public TimeSpan? WorthLooking
    {
        get
        {
            var value = Value.TotalSeconds;
            lock (_lock)
            {
                return value > ShortestProbedSeconds && _busy < value * CloseShare ? TimeSpan.FromSeconds((_busy + value) / 2) : null;
            }
        }
    }

    /// <summary>The pause after so many looks or refusals that brought nothing.</summary>
    public static TimeSpan Pause(int before) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(1.6, Math.Min(before, 10))));

    /// <summary>
    /// The pause between looks at a listener that is busy so long after a write: the moment it is free is missed by a quarter at most.
    /// </summary>
    public static TimeSpan PauseAfter(TimeSpan time) =>
        TimeSpan.FromSeconds(Math.Clamp(time.TotalSeconds / 5, 0.15, LongestPause.TotalSeconds));

    /// <summary>A look showed the listener busy so long after a write.</summary>
    public void StillBusy(TimeSpan time)
    {
        lock (_lock)
        {
            _busy = Math.Max(_busy, Math.Min(time.TotalSeconds, LongestSeconds));
        }
    }

    /// <summary>A look showed the listener free so long after a write.</summary>
    public void Measured(TimeSpan time)
    {
        var seconds = Math.Min(time.TotalSeconds, LongestSeconds);
        lock (_lock)
        {
            _busy = Math.Min(_busy, seconds);
            if (_free is { } known && !_wasTooShort && known <= seconds)
            {
                return;
            }
        }

        Learn(seconds);
    }

    /// <summary>A write was taken so long after the one before: a little less may do.</summary>
    public void Accepted(TimeSpan time)
    {
        double? learnt = null;
        lock (_lock)
        {
            if (_free is not { } known)
            {
                learnt = Math.Min(time.TotalSeconds, (others.Median ?? Assumed).TotalSeconds);
            }
            else if (time.TotalSeconds <= known * 1.1)
            {
                _free = Math.Max(_busy, known * Descent);
                _busy *= 0.9999;
            }
        }

        if (learnt is { } first)
        {
            Learn(first);
        }
    }

    /// <summary>A write was refused so long after the one before.</summary>
    public void Refused(TimeSpan time)
    {
        lock (_lock)
        {
            // Long after the last write, the change of another actor is the cause.
            var known = _free ?? (others.Median ?? Assumed).TotalSeconds;
            if (time.TotalSeconds <= known * 1.05)
            {
                _busy = Math.Max(_busy, Math.Min(time.TotalSeconds * AboveRefused, LongestSeconds));
                _free = _free is null ? null : Math.Max(_busy, Math.Min(time.TotalSeconds * AfterRefusal, LongestSeconds));
                _wasTooShort = true;
            }
        }
    }

    private void Learn(double seconds)
    {
        bool isFirst;
        lock (_lock)
        {
            isFirst = _free is null;
            _wasTooShort = false;
            _free = Math.Max(_busy, seconds);
        }

        if (isFirst)
        {
            others.Add(this);
        }
    }
}
