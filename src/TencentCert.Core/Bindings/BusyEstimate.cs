namespace TencentCert.Core.Bindings;

/// <summary>
/// Estimates how long a listener refuses a second change after an accepted one: between the latest time at which it was busy and the
/// first at which it was free. A write that is too early is refused and costs a request; a late one costs time.
/// </summary>
/// <param name="others">Estimates of the other listeners of the run.</param>
internal sealed class BusyEstimate(BusyEstimates others)
{
    private const double Descent = 0.998;
    private const double AboveRefused = 1.03;
    private const double AfterRefusal = 1.1;
    private const double LongestSeconds = 20;

    // Narrowing the interval further gains nothing.
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
    /// The pause between the response to one write and the next write: the listener's own, else that of the others, else a default.
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

    /// <summary>Time after a write at which the first read is useful: soon, while no listener's time is known.</summary>
    public TimeSpan FirstLook => others.Known.IsCompleted ? Value : Soon;

    /// <summary>
    /// Time after a write at which a read gives the most information, between the lower and upper bound; null when they are close.
    /// </summary>
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

    /// <summary>The pause after a number of reads or refusals without a result.</summary>
    public static TimeSpan Pause(int before) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(1.6, Math.Min(before, 10))));

    /// <summary>
    /// The pause between reads of a busy listener, given the time since the write: the end is missed by a quarter at most.
    /// </summary>
    public static TimeSpan PauseAfter(TimeSpan time) =>
        TimeSpan.FromSeconds(Math.Clamp(time.TotalSeconds / 5, 0.15, LongestPause.TotalSeconds));

    /// <summary>A read showed the listener busy this long after a write.</summary>
    public void StillBusy(TimeSpan time)
    {
        lock (_lock)
        {
            _busy = Math.Max(_busy, Math.Min(time.TotalSeconds, LongestSeconds));
        }
    }

    /// <summary>A read showed the listener free this long after a write.</summary>
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

    /// <summary>A write was accepted this long after the previous one: a shorter pause may suffice.</summary>
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

    /// <summary>A write was refused this long after the previous one.</summary>
    public void Refused(TimeSpan time)
    {
        lock (_lock)
        {
            // Long after the last write, the refusal is due to another actor's change.
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
