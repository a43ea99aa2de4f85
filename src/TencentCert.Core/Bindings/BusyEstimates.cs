namespace TencentCert.Core.Bindings;

/// <summary>What the listeners of a run have taught: where nothing is known of one, the others tell what to begin with.</summary>
internal sealed class BusyEstimates
{
    private readonly object _lock = new();
    private readonly List<BusyEstimate> _known = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _probing;

    /// <summary>Ends when the time of a first listener is known.</summary>
    public Task Known => _first.Task;

    /// <summary>The median of the listeners that are known; null while there is none.</summary>
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

    /// <summary>Whether the caller is the one to measure a first listener.</summary>
    public bool TryProbe()
    {
        lock (_lock)
        {
            return !_probing && !_first.Task.IsCompleted && (_probing = true);
        }
    }

    /// <summary>The measurement came to nothing: another queue may try.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            _probing = false;
        }
    }

    /// <summary>A listener's time is known.</summary>
    public void Add(BusyEstimate estimate)
    {
        lock (_lock)
        {
            _known.Add(estimate);
        }

        _first.TrySetResult();
    }
}
