namespace TencentCert.Completion;

/// <summary>An object of the account as an argument.</summary>
/// <param name="Value">Text of the argument.</param>
/// <param name="ToolTip">Description.</param>
/// <param name="Name">Display name, by which an id is also found.</param>
internal sealed record Suggestion(string Value, string ToolTip, string? Name = null)
{
    /// <summary>A certificate: also found by domain, described by state and days left.</summary>
    public static Suggestion Of(string id, string? domain, object state, int? daysLeft) => new(
        id,
        daysLeft switch
        {
            null => $"{domain}, {state}",
            < 0 => Wording.Of($"{domain}, {state}, {-daysLeft} days past expiry"),
            _ => Wording.Of($"{domain}, {state}, {daysLeft} days left"),
        },
        domain);

    /// <summary>The facts that are known, separated by commas.</summary>
    public static string Description(params IEnumerable<string?> facts) =>
        string.Join(", ", facts.Where(static fact => !string.IsNullOrEmpty(fact)));

    /// <summary>Those that match the typed text, which may begin with a quote: by value first, then by name.</summary>
    public static IEnumerable<CompletionResult> Matching(string? typed, IEnumerable<Suggestion> suggestions)
    {
        var word = (typed ?? "").Trim('\'', '"');
        return suggestions
            .Where(suggestion => suggestion.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || suggestion.Name?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
            .OrderByDescending(suggestion => suggestion.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .ThenBy(suggestion => suggestion.Name ?? suggestion.Value, StringComparer.OrdinalIgnoreCase)
            .Select(suggestion => new CompletionResult(
                Quoted(suggestion.Value),
                suggestion.Name is null ? suggestion.Value : $"{suggestion.Value} {suggestion.Name}",
                CompletionResultType.ParameterValue,
                suggestion.ToolTip));
    }

    private static string Quoted(string value) =>
        value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? value
            : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";
}
