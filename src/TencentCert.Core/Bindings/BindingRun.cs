using TencentCert.Core.Client;
using TencentCert.Core.Errors;


namespace TencentCert.Core.Bindings;

/// <summary>What all listeners of one run share.</summary>
/// <param name="Client">Client.</param>
/// <param name="Requests">Sends requests in order of urgency.</param>
/// <param name="Busy">How long listeners take no second change.</param>
/// <param name="Log">Takes every change before and after it is sent.</param>
/// <param name="InOrder">Whether each listener is written in the order its changes were given, itself included.</param>
/// <param name="Stop">Ends everything at once.</param>
internal sealed record BindingRun(
    ApiClient Client, RequestScheduler Requests, BusyEstimates Busy, BindingLog Log, bool InOrder, CancellationToken Stop)
{
    public ListenerWriteShare Listeners { get; } = new(Requests);

    public TimeProvider Clock => Client.Clock;

    // Never 0 once a write was accepted: a clock may start there.
    public long Now => Math.Max(1, Clock.GetTimestamp());

    public Task PauseAsync(TimeSpan time) => time > TimeSpan.Zero ? Task.Delay(time, Clock, Stop) : Task.CompletedTask;

    public void Fail(PendingChange pending, TencentCertException failure)
    {
        Log.Failed(pending.Change, failure);
        pending.Fail(failure);
    }
}
