using TencentCert.Core.Wire;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Decides when a listener itself is written before the rest of its domains. Listeners and domains have separate rate limits, and most
/// changes are domains, so the domain limit must always have work. A few listeners are therefore written at a time while enough
/// other domains are queued, and the rest at the end.
/// </summary>
internal sealed class ListenerWriteSlots(RequestScheduler scheduler)
{
    private const int MinQueuedDomainWrites = 4;

    private int _usedSlots;

    /// <summary>Whether the caller may write its listener now; it must release the slot afterwards.</summary>
    public bool TryAcquire()
    {
        var queuedWrites = scheduler.QueueLength(GaapActions.ModifyCertificate);
        if (queuedWrites < MinQueuedDomainWrites)
            return false;

        if (Interlocked.Increment(ref _usedSlots) <= queuedWrites / 2)
            return true;

        Release();
        return false;
    }

    public void Release() => Interlocked.Decrement(ref _usedSlots);
}
