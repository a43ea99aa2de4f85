namespace TencentCert.Core.Client;

/// <summary>Extensions for asynchronous sequences that net8.0 lacks.</summary>
internal static class AsyncSequence
{
    /// <summary>Reads a sequence to its end.</summary>
    /// <typeparam name="T">Type of an item.</typeparam>
    /// <param name="items">Sequence.</param>
    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items.ConfigureAwait(false))
        {
            list.Add(item);
        }

        return list;
    }
}
