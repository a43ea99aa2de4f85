namespace TencentCert.Core.Bindings;

/// <summary>
/// The changes of one listener, written one at a time, followed by a poll for all changes sent.
/// </summary>
/// <param name="listenerId">Listener.</param>
/// <param name="run">Run.</param>
internal sealed class ListenerQueue(string listenerId, BindingRun run)
{
    private readonly object _lock = new();
    private readonly Queue<PendingChange> _changes = new();

    // Changes of the listener itself; empty if the given order is kept.
    private readonly Queue<PendingChange> _own = new();
    private readonly ListenerMonitor _monitor = new(listenerId, run);
    private bool _running;

    private int Length
    {
        get
        {
            lock (_lock)
            {
                return _changes.Count + _own.Count;
            }
        }
    }

    public void Add(PendingChange pending)
    {
        lock (_lock)
        {
            (pending.Change.Domain is null && !run.InOrder ? _own : _changes).Enqueue(pending);
            if (_running)
            {
                return;
            }

            _running = true;
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
                while (Next(out var isShared) is { } pending)
                {
                    try
                    {
                        await writer.WriteAsync(pending, () => Length).ConfigureAwait(false);
                    }
                    finally
                    {
                        if (isShared)
                        {
                            run.Listeners.GiveBack();
                        }
                    }

                    // Near the end, the final poll comes soon; another read would only delay those of other listeners.
                    if (Length > 1)
                    {
                        _monitor.LookNowAndThen();
                    }
                }

                await _monitor.LookUntilShownAsync(() => Length > 0).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                End(pending => pending.Cancel(run.Stop));
            }
#pragma warning disable CA1031 // Not swallowed: every pending change of this listener fails with it.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                End(pending => pending.Fail(fault));
            }

            lock (_lock)
            {
                if (_changes.Count + _own.Count == 0 && _monitor.IsEmpty)
                {
                    _running = false;
                    return;
                }
            }
        }
    }

    // Domains first; the listener itself last, or earlier when the write share allows it.
    private PendingChange? Next(out bool isShared)
    {
        lock (_lock)
        {
            isShared = _own.Count > 0 && _changes.Count > 0 && _monitor.LastAccepted != 0 && run.Listeners.TryTake();
            return !isShared && _changes.TryDequeue(out var change) ? change : _own.TryDequeue(out change) ? change : null;
        }
    }

    private void End(Action<PendingChange> how)
    {
        List<PendingChange> all = [.. _monitor.TakeAll()];
        lock (_lock)
        {
            all.AddRange(_own);
            all.AddRange(_changes);
            _own.Clear();
            _changes.Clear();
        }

        all.ForEach(how);
    }
}
