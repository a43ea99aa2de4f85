using TencentCert.Core.Wire;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Decides when a listener itself is written before the rest of its domains. Listeners and domains have separate rate limits, and most
/// changes are domains, so the domain limit must always have work. A few listeners are therefore written at a time while enough
/// other domains wait for a turn, and the rest at the end.
/// </summary>
/// <param name="turns">Scheduler that knows the waiting requests.</param>
internal sealed class ListenerWriteShare(RequestScheduler turns)
{
    private const int EnoughOthers = 4;

    private int _underWay;

    /// <summary>Whether the caller may write its listener now; it must return the share afterwards.</summary>
    public bool TryTake()
    {
        var others = turns.Waiting(GaapActions.ModifyCertificate);
        if (others < EnoughOthers)
        {
            return false;
        }

        if (Interlocked.Increment(ref _underWay) <= others / 2)
        {
            return true;
        }

        GiveBack();
        return false;
    }

    /// <summary>Returns the share after the write.</summary>
    public void GiveBack() => Interlocked.Decrement(ref _underWay);
}
