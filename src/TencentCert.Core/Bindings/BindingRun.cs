namespace TencentCert.Core.Bindings;

/// <summary>State shared by all listeners of one run. In order: each listener's changes, its own too, keep the given order.</summary>
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
