namespace TencentCert.Core.Bindings;

/// <summary>The estimates of all listeners of a run; a listener without data starts with those of the others.</summary>
internal sealed class BusyEstimates
{
    private readonly object _lock = new();
    private readonly List<BusyEstimate> _known = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _probing;

    /// <summary>Completes when the first listener's time is known.</summary>
    public Task Known => _first.Task;

    /// <summary>The median of the known listeners; null while there is none.</summary>
    public TimeSpan? Median
    {
        get
        {
            BusyEstimate[] known;
            lock (_lock)
            {
                known = [.. _known];
            }

            return known.Length == 0 ? null : known.Select(one => one.Value).Order().ElementAt(known.Length / 2);
        }
    }

    /// <summary>Whether the caller measures the first listener.</summary>
    public bool TryProbe()
    {
        lock (_lock)
        {
            return !_probing && !_first.Task.IsCompleted && (_probing = true);
        }
    }

    /// <summary>The measurement failed: another queue may try.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            _probing = false;
        }
    }

    /// <summary>Adds a listener's known time.</summary>
    public void Add(BusyEstimate estimate)
    {
        lock (_lock)
        {
            _known.Add(estimate);
        }

        _first.TrySetResult();
    }
}
