using System.Collections;
using System.Management.Automation.Language;
using TencentCert.Session;

namespace TencentCert.Completion;

/// <summary>
/// Completes with the account's objects. Raises no errors and limits the wait: a late response is available
/// at the next Tab.
/// </summary>
public abstract class AccountCompleter : IArgumentCompleter
{
    // The documented limit is two seconds; the difference is PowerShell's own time.
    private static readonly TimeSpan CompletionTimeout = TimeSpan.FromSeconds(1.8);

    private protected AccountCompleter() { }

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var bound = fakeBoundParameters ?? new Hashtable();
            if (Listing(commandName, parameterName, bound) is not { } listing || !HasResolvedCredential(bound))
                return [];

            // The runspace is available only on this thread.
            var connections = RunspaceConnections.Current;
            var readTask = Task.Run(() => ReadAsync(listing, connections, bound));
            return readTask.Wait(CompletionTimeout) ? [.. Suggestion.Matching(wordToComplete, readTask.Result)] : [];
        }
#pragma warning disable CA1031 // Completion must not raise errors.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>The list to read; null when the command line is not sufficient yet.</summary>
    private protected abstract AccountListing? Listing(string commandName, string parameterName, IDictionary bound);

    /// <summary>An argument on the command line; the first, if there are several.</summary>
    private protected static string? Text(IDictionary bound, string parameterName) =>
        Unwrap(bound[parameterName]) switch
        {
            string { Length: > 0 } text => text,
            IEnumerable<object> items => items.Select(Unwrap).OfType<string>().FirstOrDefault(static text => text.Length > 0),
            _ => null,
        };

    // Resolves the connection as a call would.
    private static async Task<IReadOnlyList<Suggestion>> ReadAsync(
        AccountListing listing, RunspaceConnections connections, IDictionary bound)
    {
        var connection = await connections.ChooseAsync(
            Unwrap(bound["Connection"]) as TencentCertConnection,
            Unwrap(bound["Credential"]) as PSCredential,
            Text(bound, "ProfileName"),
            static _ => { },
            CancellationToken.None).ConfigureAwait(false);
        return await AccountListings.Of(connection).GetAsync(listing, connection).ConfigureAwait(false);
    }

    // A key that is not yet evaluated must not be replaced by another account's: no completion is better than wrong names.
    private static bool HasResolvedCredential(IDictionary bound) =>
        (Unwrap(bound["Connection"]) is null or TencentCertConnection)
        && (Unwrap(bound["Credential"]) is null or PSCredential)
        && (Unwrap(bound["ProfileName"]) is null or string);

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
