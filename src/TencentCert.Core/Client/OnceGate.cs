namespace TencentCert.Core.Client;

/// <summary>
/// A mutex for each object that must be created once: the holder checks and then acts. It works within this process, across runspaces
/// and connections; two processes can still act at the same time.
/// </summary>
internal static class OnceGate
{
    private static readonly Dictionary<string, Gate> Gates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for an object's gate. Its name contains the endpoint, but not the key: an account has several keys.</summary>
    public static async Task<IDisposable> EnterAsync(ApiClient client, string name, CancellationToken cancellationToken)
    {
        var key = $"{client.Connection.Endpoints}\n{name}";
        Gate gate;
        lock (Gates)
        {
            gate = Gates.TryGetValue(key, out var known) ? known : Gates[key] = new Gate(key);
            gate.ReferenceCount++;
        }

        try
        {
            await gate.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Lease(gate);
        }
        catch
        {
            Release(gate);
            throw;
        }
    }

    private static void Release(Gate gate)
    {
        lock (Gates)
        {
            if (--gate.ReferenceCount == 0)
            {
                Gates.Remove(gate.Key);
                gate.Semaphore.Dispose();
            }
        }
    }

    private sealed class Gate(string key)
    {
        public string Key => key;

        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int ReferenceCount { get; set; }
    }

    private sealed class Lease(Gate gate) : IDisposable
    {
        private int _isReleased;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                gate.Semaphore.Release();
                Release(gate);
            }
        }
    }
}
