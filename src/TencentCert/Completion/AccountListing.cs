using TencentCert.Core.Client;


namespace TencentCert.Completion;

/// <summary>A list that the account can be asked for.</summary>
/// <param name="Name">What it lists; lists of one name hold the same.</param>
/// <param name="ReadAsync">Asks for it.</param>
internal sealed record AccountListing(string Name, Func<ApiClient, CancellationToken, Task<IReadOnlyList<Suggestion>>> ReadAsync)
{
    /// <summary>A list read page by page.</summary>
    public static AccountListing Of<T>(
        string name, Func<ApiClient, CancellationToken, IAsyncEnumerable<T>> items, Func<T, Suggestion> suggestion) =>
        new(name, async (client, cancellationToken) =>
        {
            var found = new List<Suggestion>();
            await foreach (var item in items(client, cancellationToken).ConfigureAwait(false))
            {
                found.Add(suggestion(item));
            }

            return found;
        });
}
