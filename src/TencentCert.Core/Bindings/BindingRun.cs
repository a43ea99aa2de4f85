using TencentCert.Core.Client;

namespace TencentCert.Core.Bindings;

/// <summary>State shared by all listeners of one run.</summary>
/// <param name="Client">Client that has the clock.</param>
/// <param name="Requests">Sends requests by priority.</param>
/// <param name="Busy">How long listeners refuse a second change.</param>
/// <param name="Log">Records each change before and after it is sent.</param>
/// <param name="InOrder">Whether the changes of each listener, including its own, are written in the given order.</param>
/// <param name="Stop">Stops everything immediately.</param>
internal sealed record BindingRun(
    ApiClient Client, RequestScheduler Requests, BusyEstimates Busy, BindingLog Log, bool InOrder, CancellationToken Stop)
{
    public ListenerWriteSlots ListenerSlots { get; } = new(Requests);

    public TimeProvider Clock => Client.Clock;

    // Never 0, which means "no write yet", although a clock may start at 0.
    public long Now => Math.Max(1, Clock.GetTimestamp());

    public Task PauseAsync(TimeSpan time) => time > TimeSpan.Zero ? Task.Delay(time, Clock, Stop) : Task.CompletedTask;

    public void Fail(PendingChange pending, TencentCertException failure)
    {
        Log.Failed(pending.Change, failure);
        pending.Fail(failure);
    }
}
