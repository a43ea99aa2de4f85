using System.Collections.Concurrent;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Carries binding changes out, as many as there are, at the account's own pace: a queue a listener, one write at a
/// time in each, the longest queue first, and one look at a listener for all its changes. One object serves one run.
/// </summary>
public sealed class GaapBindingEngine : IDisposable
{
    /// <summary>Requests under way at the same time, unless told otherwise: enough for the pace even where an answer takes 800 ms.</summary>
    public const int DefaultThrottleLimit = 16;

    private readonly ConcurrentDictionary<string, ListenerQueue> _queues = new(StringComparer.Ordinal);
    private readonly BindingRun _run;

    /// <summary>Creates an engine; nothing is sent yet.</summary>
    /// <param name="client">Client.</param>
    /// <param name="log">Told of every write before and after it.</param>
    /// <param name="throttleLimit">Requests under way at the same time.</param>
    /// <param name="inOrder">Whether each listener is written strictly in the order of <see cref="ApplyAsync"/>; else its domains mostly come first.</param>
    /// <param name="cancellationToken">Stops at once; a change already sent goes on in GAAP.</param>
    public GaapBindingEngine(ApiClient client, IGaapBindingLog? log = null, int throttleLimit = DefaultThrottleLimit, bool inOrder = false, CancellationToken cancellationToken = default)
    {
        _run = new BindingRun(client, new RequestTurns(client, throttleLimit, cancellationToken), new BusyTime(), new BindingLog(log), inOrder, cancellationToken);
    }

    /// <summary>Ends a run whose log could not be written to its end; what was sent has ended by then.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>.</exception>
    public void RequireLogged()
    {
        if (_run.Log.Fault is { } fault)
        {
            throw new TencentCertException(
                ErrorCodes.Journal, $"{fault.Message} Nothing was sent after that; what was sent before is in the output. Run the same command again to go on.", fault);
        }
    }

    /// <summary>Queues a change and ends with it.</summary>
    /// <param name="change">Change.</param>
    /// <param name="wait">Whether to wait until GAAP shows it.</param>
    /// <param name="timeout">Time from its first write on: busy answers and the wait end then.</param>
    /// <exception cref="TencentCertException">The service refused, the change had no effect, or <see cref="ErrorCodes.Timeout"/>.</exception>
    public Task<GaapCertificateBinding> ApplyAsync(GaapBindingChange change, bool wait, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(change);
        _run.Stop.ThrowIfCancellationRequested();
        if (change.IsCurrent)
        {
            return Task.FromResult(change.Outcome(GaapBindingState.AlreadyCurrent));
        }

        var queue = _queues.GetOrAdd(change.ListenerId, id => new ListenerQueue(id, _run));
        var pending = new PendingBinding(change, wait, timeout);
        queue.Add(pending);
        return pending.End;
    }

    /// <inheritdoc />
    public void Dispose() => _run.Turns.Dispose();
}
