using System.Collections.Concurrent;

namespace TencentCert.Core.Client;

/// <summary>Reads each value once; a failed read is not cached, so the next caller reads again.</summary>
internal sealed class AsyncCache<T>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> _entries = new(StringComparer.Ordinal);

    public async Task<T> GetAsync(string key, Func<string, Task<T>> read)
    {
        var entry = _entries.GetOrAdd(key, id => new Lazy<Task<T>>(() => read(id)));
        try
        {
            return await entry.Value.ConfigureAwait(false);
        }
        catch
        {
            _entries.TryRemove(new KeyValuePair<string, Lazy<Task<T>>>(key, entry));
            throw;
        }
    }

    /// <summary>The value of a key; the default while it is not read.</summary>
    public T? Find(string key) =>
        _entries.TryGetValue(key, out var entry) && entry.IsValueCreated && entry.Value.IsCompletedSuccessfully
            ? entry.Value.Result
            : default;
}
