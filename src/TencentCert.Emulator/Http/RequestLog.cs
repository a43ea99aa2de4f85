namespace TencentCert.Emulator.Http;

/// <summary>The requests received, for tests. A request is added before its response is sent.</summary>
public sealed class RequestLog
{
    // A long run keeps the newest requests and all counts.
    private const int Capacity = 100_000;

    private readonly object _gate = new();
    private readonly Queue<RecordedRequest> _entries = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The requests kept, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Entries => Read<IReadOnlyList<RecordedRequest>>(() => [.. _entries]);

    /// <summary>Requests since the last <see cref="Clear"/>, throttled and refused ones included.</summary>
    public int Total => Read(() => _counts.Values.Sum());

    /// <summary>Requests of one action since the last <see cref="Clear"/>, throttled and refused ones included.</summary>
    public int Count(string action) => Read(() => _counts.GetValueOrDefault(action));

    /// <summary>Number of kept requests with an error code in the response, of one action or of all.</summary>
    public int CountErrors(string code, string? action = null) =>
        Entries.Count(entry => entry.ErrorCode == code && (action is null || entry.Action == action));

    /// <summary>Removes all requests and counts.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _counts.Clear();
        }
    }

    internal void Add(RecordedRequest request)
    {
        lock (_gate)
        {
            if (_entries.Count == Capacity)
                _entries.Dequeue();

            _entries.Enqueue(request);
            _counts[request.Action] = _counts.GetValueOrDefault(request.Action) + 1;
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
