using TencentCert.Core.Wire;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Says when a listener itself is written before the rest of its domains. The two are written by actions with a pace
/// each, and domains are the many: their pace must never lack work. So some listeners at a time, as long as enough
/// others wait for a domain's turn, and what is left at the end.
/// </summary>
/// <param name="turns">Knows who waits.</param>
internal sealed class ListenerWriteShare(RequestScheduler turns)
{
    private const int EnoughOthers = 4;

    private int _underWay;

    /// <summary>Whether the caller may write its listener now; it then gives the share back.</summary>
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

    /// <summary>The listener is written.</summary>
    public void GiveBack() => Interlocked.Decrement(ref _underWay);
}
