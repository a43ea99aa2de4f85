namespace TencentCert.Core.Client;

/// <summary>
/// A mutex for each object that must be created once: the holder checks and then acts. It works within this process, across runspaces
/// and connections; two processes can still act at the same time.
/// </summary>
internal static class OnceGate
{
    private static readonly Dictionary<string, Turnstile> Gates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for the gate of an object.</summary>
    /// <param name="client">The connection's endpoint is part of the name; its key is not, because one account has several keys.</param>
    /// <param name="thing">Name of the object, such as a domain or a fingerprint.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Opens the gate when disposed.</returns>
    public static async Task<IDisposable> EnterAsync(ApiClient client, string thing, CancellationToken cancellationToken)
    {
        var key = $"{client.Connection.Endpoints}\n{thing}";
        Turnstile gate;
        lock (Gates)
        {
            gate = Gates.TryGetValue(key, out var known) ? known : Gates[key] = new Turnstile(key);
            gate.Users++;
        }

        try
        {
            await gate.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Pass(gate);
        }
        catch
        {
            Leave(gate);
            throw;
        }
    }

    private static void Leave(Turnstile gate)
    {
        lock (Gates)
        {
            if (--gate.Users == 0)
            {
                Gates.Remove(gate.Key);
                gate.Semaphore.Dispose();
            }
        }
    }

    private sealed class Turnstile(string key)
    {
        public string Key => key;

        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Pass(Turnstile gate) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                gate.Semaphore.Release();
                Leave(gate);
            }
        }
    }
}
