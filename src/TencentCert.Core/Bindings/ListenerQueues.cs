using System.Collections.Concurrent;

namespace TencentCert.Core.Bindings;

/// <summary>Executes changes at the rate limit, the longest queue first: one queue, and one write at a time, for each listener.</summary>
internal sealed class ListenerQueues(
    ApiClient client, BindingLog log, int throttleLimit, bool inOrder, SharedFailure shared, CancellationToken stop) : IDisposable
{
    private readonly ConcurrentDictionary<string, ListenerQueue> _queues = new(StringComparer.Ordinal);
    private readonly BindingRun _run =
        new(client, new RequestScheduler(client, throttleLimit, shared, stop), new BusyEstimates(), log, inOrder, stop);

    /// <summary>Queues a change and completes with its outcome. The timeout starts with the first write.</summary>
    public Task<GaapCertificateBinding> ApplyAsync(BindingChange change, bool wait, TimeSpan timeout)
    {
        _run.Stop.ThrowIfCancellationRequested();
        if (change.IsCurrent)
            return Task.FromResult(change.Outcome(GaapBindingState.AlreadyCurrent));

        var pending = new PendingChange(change, wait, timeout);
        _queues.GetOrAdd(change.ListenerId, id => new ListenerQueue(id, _run)).Add(pending);
        return pending.Completion;
    }

    public void Dispose() => _run.Requests.Dispose();
}
