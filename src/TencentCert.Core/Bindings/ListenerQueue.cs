namespace TencentCert.Core.Bindings;

/// <summary>The changes of one listener, written one at a time, followed by a poll for all changes sent.</summary>
internal sealed class ListenerQueue(string listenerId, BindingRun run)
{
    private readonly object _lock = new();
    private readonly Queue<PendingChange> _changes = new();

    // Changes of the listener itself; empty if the given order is kept.
    private readonly Queue<PendingChange> _listenerChanges = new();
    private readonly ListenerMonitor _monitor = new(listenerId, run);
    private bool _isRunning;

    private int Length
    {
        get
        {
            lock (_lock)
                return _changes.Count + _listenerChanges.Count;
        }
    }

    public void Add(PendingChange pending)
    {
        lock (_lock)
        {
            (pending.Change.Domain is null && !run.InOrder ? _listenerChanges : _changes).Enqueue(pending);
            if (_isRunning)
                return;

            _isRunning = true;
        }

        _ = Task.Run(RunAsync, CancellationToken.None);
    }

    private async Task RunAsync()
    {
        var writer = new ListenerWriter(run, _monitor);
        while (true)
        {
            try
            {
                while (Dequeue(out var usesSlot) is { } pending)
                {
                    try
                    {
                        await writer.WriteAsync(pending, () => Length).ConfigureAwait(false);
                    }
                    finally
                    {
                        if (usesSlot)
                            run.ListenerSlots.Release();
                    }

                    // Near the end, the final poll comes soon; another read would only delay those of other listeners.
                    if (Length > 1)
                        _monitor.PollProgress();
                }

                await _monitor.PollUntilVisibleAsync(() => Length > 0).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                CompleteAll(pending => pending.Cancel(run.Stop));
            }
#pragma warning disable CA1031 // Not swallowed: every pending change of this listener fails with it.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                CompleteAll(pending => pending.Fail(fault));
            }

            lock (_lock)
            {
                if (_changes.Count + _listenerChanges.Count == 0 && _monitor.IsEmpty)
                {
                    _isRunning = false;
                    return;
                }
            }
        }
    }

    // Domains come first, the listener itself last, or earlier when a slot is free.
    private PendingChange? Dequeue(out bool usesSlot)
    {
        lock (_lock)
        {
            usesSlot = _listenerChanges.Count > 0 && _changes.Count > 0 && _monitor.LastAccepted != 0 && run.ListenerSlots.TryAcquire();
            return !usesSlot && _changes.TryDequeue(out var change) ? change
                : _listenerChanges.TryDequeue(out change) ? change
                : null;
        }
    }

    private void CompleteAll(Action<PendingChange> complete)
    {
        var all = _monitor.Take(_ => true);
        lock (_lock)
        {
            all.AddRange(_listenerChanges);
            all.AddRange(_changes);
            _listenerChanges.Clear();
            _changes.Clear();
        }

        all.ForEach(complete);
    }
}
