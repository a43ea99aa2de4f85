using System.Runtime.CompilerServices;

namespace TencentCert.Core.Client;

/// <summary>Walks a list by offset and limit, one page at a time and only as far as it is read.</summary>
public static class Paging
{
    /// <summary>Yields every item once, however the list shifts while it is read.</summary>
    /// <param name="page">Fetches a page: offset and limit in, items and total out.</param>
    /// <param name="identity">An item's id; an item without one is passed over.</param>
    /// <param name="firstLimit">Size of the first page: small, so that the first object comes soon.</param>
    /// <param name="limit">Size of the others: the most the service gives.</param>
    /// <param name="cancellationToken">Stops between and within requests.</param>
    public static async IAsyncEnumerable<T> ReadAllAsync<T>(
        Func<long, long, CancellationToken, Task<Page<T>>> page,
        Func<T, string?> identity,
        long firstLimit,
        long limit,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(identity);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long offset = 0;
        for (var size = firstLimit; ; size = limit)
        {
            var (items, total) = await page(offset, size, cancellationToken).ConfigureAwait(false);
            var fresh = false;
            foreach (var item in items)
            {
                if (identity(item) is { Length: > 0 } id && seen.Add(id))
                {
                    fresh = true;
                    yield return item;
                }
            }

            offset += items.Count;

            // A page of known items only would go on for ever where a service ignores the offset.
            if (!fresh || (total is { } count ? offset >= count : items.Count < size))
            {
                yield break;
            }
        }
    }
}
