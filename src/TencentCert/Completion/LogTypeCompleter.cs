using System.Collections;

namespace TencentCert.Completion;

/// <summary>Completes the types of the log: known types, and those of recent entries.</summary>
public sealed class LogTypeCompleter : AccountCompleter
{
    private static readonly string[] KnownTypes = ["apply", "domainValidationPassed", "issued", "replace", "upload", "uploadFromYunAPI"];

    private protected override AccountListing? Listing(string commandName, string parameterName, IDictionary bound) =>
        new("log types", static async (client, cancellationToken) =>
        {
            var types = new SortedSet<string>(KnownTypes, StringComparer.OrdinalIgnoreCase);
            await foreach (var entry in new SslLogReader(client).ReadAsync(null, null, cancellationToken).ConfigureAwait(false))
                types.Add(entry.Type ?? "");

            types.Remove("");
            return [.. types.Select(static type => new Suggestion(type, type))];
        });
}
