namespace TencentCert.Completion;

/// <summary>A list of objects of the account.</summary>
/// <param name="Name">Cache key; lists of one name have the same content.</param>
/// <param name="ReadAsync">Reads the list.</param>
internal sealed record AccountListing(string Name, Func<ApiClient, CancellationToken, Task<IReadOnlyList<Suggestion>>> ReadAsync)
{
    /// <summary>A list read page by page.</summary>
    public static AccountListing Of<T>(
        string name, Func<ApiClient, CancellationToken, IAsyncEnumerable<T>> items, Func<T, Suggestion> suggestion) =>
        new(name, async (client, cancellationToken) =>
        {
            var found = new List<Suggestion>();
            await foreach (var item in items(client, cancellationToken).ConfigureAwait(false))
                found.Add(suggestion(item));

            return found;
        });
}
