using System.Collections.Concurrent;
using TencentCert.Core.Client;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Executes changes at the account's rate limit: one queue per listener, one write at a time in each, the longest queue
/// first, and one read of a listener for all of its changes.
/// </summary>
internal sealed class ListenerQueues : IDisposable
{
    private readonly ConcurrentDictionary<string, ListenerQueue> _queues = new(StringComparer.Ordinal);
    private readonly BindingRun _run;

    /// <summary>Creates the queues; sends nothing yet.</summary>
    /// <param name="client">Client.</param>
    /// <param name="log">Records each change before and after it is sent.</param>
    /// <param name="throttleLimit">Number of concurrent requests.</param>
    /// <param name="inOrder">Whether each listener is written strictly in the order of <see cref="ApplyAsync"/>; otherwise its domains
    /// mostly come first.</param>
    /// <param name="shared">Failure that stops all calls not sent yet.</param>
    /// <param name="stop">Stops immediately; a change already sent continues in GAAP.</param>
    public ListenerQueues(ApiClient client, BindingLog log, int throttleLimit, bool inOrder, SharedFailure shared, CancellationToken stop)
    {
        _run = new BindingRun(client, new RequestScheduler(client, throttleLimit, shared, stop), new BusyEstimates(), log, inOrder, stop);
    }

    /// <summary>Queues a change and completes with its outcome.</summary>
    /// <param name="change">Change.</param>
    /// <param name="wait">Whether to wait until GAAP shows it.</param>
    /// <param name="timeout">Time from the first write for retries and waiting.</param>
    /// <exception cref="Errors.TencentCertException">The service refused, the change had no effect, or
    /// <see cref="Errors.ErrorCodes.Timeout"/>.</exception>
    public Task<GaapCertificateBinding> ApplyAsync(BindingChange change, bool wait, TimeSpan timeout)
    {
        _run.Stop.ThrowIfCancellationRequested();
        if (change.IsCurrent)
        {
            return Task.FromResult(change.Outcome(GaapBindingState.AlreadyCurrent));
        }

        var pending = new PendingChange(change, wait, timeout);
        _queues.GetOrAdd(change.ListenerId, id => new ListenerQueue(id, _run)).Add(pending);
        return pending.Completion;
    }

    /// <inheritdoc />
    public void Dispose() => _run.Requests.Dispose();
}
