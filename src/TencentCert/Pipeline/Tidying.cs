namespace TencentCert.Pipeline;

/// <summary>
/// Keeps a long run small. With a large processor cache the collector lets most of a hundred megabytes pile up before it
/// looks for the first time; in somebody's shell, or in a container, that is memory nothing needs.
/// </summary>
internal sealed class Tidying
{
    private const long Most = 4 << 20;
    private readonly object _lock = new();
    private long _allocated = GC.GetTotalAllocatedBytes();
    private int _collections = GC.CollectionCount(0);

    /// <summary>Collects when enough has piled up and the collector has not looked itself; called after each call, from any thread.</summary>
    public void Step()
    {
        if (GC.GetTotalAllocatedBytes() - Volatile.Read(ref _allocated) < Most)
        {
            return;
        }

        lock (_lock)
        {
            var allocated = GC.GetTotalAllocatedBytes();
            if (allocated - _allocated < Most)
            {
                return;
            }

            if (GC.CollectionCount(0) == _collections)
            {
                GC.Collect(1, GCCollectionMode.Forced, blocking: true);
            }

            _collections = GC.CollectionCount(0);
            Volatile.Write(ref _allocated, allocated);
        }
    }
}
