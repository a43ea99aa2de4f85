using System.Runtime.CompilerServices;
using TencentCert.Core.Json;

namespace TencentCert.Core.Client;

/// <summary>
/// Reads a list by offset and limit, one page at a time and only as far as it is consumed. A service may return fewer items
/// than requested on any page, and the total on the first page only.
/// </summary>
public static class Paging
{
    /// <summary>Yields every item once, even if the list shifts while it is read.</summary>
    /// <param name="page">Reads a page from offset and limit.</param>
    /// <param name="identity">An item's id; an item without one is skipped.</param>
    /// <param name="firstLimit">Size of the first page; small, so that the first object arrives soon.</param>
    /// <param name="limit">Size of the other pages: the service's maximum.</param>
    /// <param name="cancellationToken">Stops between and within requests.</param>
    /// <exception cref="TencentCertException">
    /// A page could not be read; or <see cref="ErrorCodes.IncompleteList"/>, after the last item: the list is shorter than its total.
    /// </exception>
    public static async IAsyncEnumerable<T> ReadAllAsync<T>(
        Func<long, long, CancellationToken, Task<Page<T>>> page, Func<T, string?> identity, long firstLimit, long limit,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(identity);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var progress = new PagingProgress(mayRepeat: true);
        for (var size = firstLimit; ; size = limit)
        {
            var next = await page(progress.Offset, size, cancellationToken).ConfigureAwait(false);
            var isNew = false;
            foreach (var item in next.Items)
            {
                if (identity(item) is { Length: > 0 } id && seen.Add(id))
                {
                    isNew = true;
                    yield return item;
                }
            }

            if (next.IsEnough)
                yield break;

            // A page of known items only would repeat forever if a service ignores the offset.
            if (progress.IsLast(next.Items.Count, next.Total) || (!isNew && !progress.IsRepeating))
                break;
        }

        progress.ThrowIfShort();
    }

    /// <summary>Yields every item of a list that an action returns, from pages of one size.</summary>
    internal static IAsyncEnumerable<T> ReadAllAsync<TRequest, TResponse, T>(
        ApiClient client,
        ApiAction<TRequest, TResponse> action,
        Func<long, long, TRequest> request,
        Func<TResponse, Page<T>> page,
        Func<T, string?> identity,
        long limit,
        CancellationToken cancellationToken,
        ApiCallOptions? options = null)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse> =>
        ReadAllAsync(
            async (offset, size, token) =>
                page((await client.SendAsync(action, request(offset, size), options, token).ConfigureAwait(false)).Value),
            identity,
            limit,
            limit,
            cancellationToken);
}
