namespace TencentCert.Core.Bindings;

/// <summary>
/// How long a listener takes no second change after one was accepted: measured once by looking, then learnt from the
/// writes themselves. A write that comes too early is refused and costs a request; one that comes late costs time.
/// </summary>
internal sealed class BusyEstimate
{
    private const double Descent = 0.998;
    private const double AboveRefused = 1.03;
    private const double AfterRefusal = 1.1;
    private const double Longest = 20;
    private static readonly TimeSpan Assumed = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _probing;
    private double _seconds;
    private double _floor;

    /// <summary>Ends when a value is known.</summary>
    public Task Known => _known.Task;

    /// <summary>The time to leave between the answer to one write and the next; what is assumed before anything is known.</summary>
    public TimeSpan Value
    {
        get
        {
            lock (_lock)
            {
                return _known.Task.IsCompleted ? TimeSpan.FromSeconds(_seconds) : Assumed;
            }
        }
    }

    /// <summary>When a look is worth it so long after a write: soon, while nothing is known.</summary>
    public TimeSpan FirstLook => _known.Task.IsCompleted ? Value : Soon;

    /// <summary>The pause after so many looks or refusals that brought nothing.</summary>
    public static TimeSpan Pause(int before) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(1.6, Math.Min(before, 10))));

    /// <summary>Whether the caller is the one to measure it.</summary>
    public bool TryProbe()
    {
        lock (_lock)
        {
            return !_probing && !_known.Task.IsCompleted && (_probing = true);
        }
    }

    /// <summary>The measurement came to nothing: somebody else may try.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            _probing = false;
        }
    }

    /// <summary>A look showed the listener free so long after a write.</summary>
    public void Measured(TimeSpan time)
    {
        lock (_lock)
        {
            if (!_known.Task.IsCompleted)
            {
                _seconds = Math.Min(time.TotalSeconds, Longest);
                _known.SetResult();
            }
        }
    }

    /// <summary>A write was taken so long after the one before: a little less may do.</summary>
    public void Accepted(TimeSpan time)
    {
        lock (_lock)
        {
            if (_known.Task.IsCompleted && time.TotalSeconds <= _seconds * 1.1)
            {
                _seconds = Math.Max(_floor, _seconds * Descent);
                _floor *= 0.9999;
            }
        }
    }

    /// <summary>A write was refused so long after the one before.</summary>
    public void Refused(TimeSpan time)
    {
        lock (_lock)
        {
            // Many that were sent at the same moment are one lesson.
            if (_known.Task.IsCompleted && time.TotalSeconds <= _seconds * 1.05)
            {
                _floor = Math.Max(_floor, Math.Min(time.TotalSeconds * AboveRefused, Longest));
                _seconds = Math.Max(_floor, Math.Min(time.TotalSeconds * AfterRefusal, Longest));
            }
        }
    }
}
