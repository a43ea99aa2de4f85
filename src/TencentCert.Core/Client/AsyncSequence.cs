using System.Runtime.CompilerServices;

namespace TencentCert.Core.Client;

/// <summary>Extensions for asynchronous sequences that net8.0 lacks.</summary>
internal static class AsyncSequence
{
    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items.ConfigureAwait(false))
            list.Add(item);

        return list;
    }

    /// <summary>The first item that matches, or null; reads no further.</summary>
    public static async Task<T?> FindAsync<T>(this IAsyncEnumerable<T> items, Func<T, bool> isMatch)
        where T : class
    {
        await foreach (var item in items.ConfigureAwait(false))
        {
            if (isMatch(item))
                return item;
        }

        return null;
    }

    public static async IAsyncEnumerable<TResult> SelectAsync<T, TResult>(
        this IAsyncEnumerable<T> items, Func<T, TResult> selector, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return selector(item);
    }
}
