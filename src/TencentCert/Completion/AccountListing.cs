namespace TencentCert.Completion;

/// <summary>A list of objects of the account.</summary>
/// <param name="Name">Cache key; lists of one name have the same content.</param>
/// <param name="ReadAsync">Reads the list.</param>
internal sealed record AccountListing(string Name, Func<ApiClient, CancellationToken, Task<IReadOnlyList<Suggestion>>> ReadAsync)
{
    /// <summary>A list read page by page; an item without a suggestion is omitted.</summary>
    public static AccountListing Of<T>(
        string name, Func<ApiClient, CancellationToken, IAsyncEnumerable<T>> items, Func<T, Suggestion?> suggestion) =>
        new(name, async (client, cancellationToken) =>
        {
            var found = new List<Suggestion>();
            await foreach (var item in items(client, cancellationToken).ConfigureAwait(false))
            {
                if (suggestion(item) is { } suggested)
                    found.Add(suggested);
            }

            return found;
        });

    /// <summary>The known names and those of the items, each once.</summary>
    public static AccountListing OfNames<T>(
        string name, string[] known, Func<ApiClient, CancellationToken, IAsyncEnumerable<T>> items, Func<T, string?> itemName) =>
        new(name, async (client, cancellationToken) =>
        {
            var names = new SortedSet<string>(known, StringComparer.OrdinalIgnoreCase);
            await foreach (var item in items(client, cancellationToken).ConfigureAwait(false))
            {
                if (itemName(item) is { Length: > 0 } itsName)
                    names.Add(itsName);
            }

            return [.. names.Select(static one => new Suggestion(one, one))];
        });
}
