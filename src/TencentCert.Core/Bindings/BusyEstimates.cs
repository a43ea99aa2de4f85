namespace TencentCert.Core.Bindings;

/// <summary>The estimates of all listeners of a run; a listener without data starts with those of the others.</summary>
internal sealed class BusyEstimates
{
    private readonly object _lock = new();
    private readonly List<BusyEstimate> _known = [];
    private readonly TaskCompletionSource _firstKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isProbing;

    public Task FirstKnown => _firstKnown.Task;

    /// <summary>The median of the known listeners; null while there is none.</summary>
    public TimeSpan? Median
    {
        get
        {
            BusyEstimate[] known;
            lock (_lock)
                known = [.. _known];

            return known.Length == 0 ? null : known.Select(estimate => estimate.Value).Order().ElementAt(known.Length / 2);
        }
    }

    public bool TryBeginProbe()
    {
        lock (_lock)
        {
            var begins = !_isProbing && !FirstKnown.IsCompleted;
            _isProbing |= begins;
            return begins;
        }
    }

    /// <summary>The measurement failed: another queue may try.</summary>
    public void AbandonProbe()
    {
        lock (_lock)
            _isProbing = false;
    }

    public void Add(BusyEstimate estimate)
    {
        lock (_lock)
            _known.Add(estimate);

        _firstKnown.TrySetResult();
    }
}
