namespace TencentCert.Completion;

/// <summary>Converts names to completions, quoted where necessary.</summary>
internal static class CompletionText
{
    /// <summary>The names that begin with the typed text, which may begin with a quote.</summary>
    public static IEnumerable<CompletionResult> Matching(string? typed, IEnumerable<string> names) =>
        Matching(typed, names.Select(static name => new Suggestion(name, name)));

    /// <summary>Suggestions that match the typed text, which may begin with a quote: by value first, then by name.</summary>
    public static IEnumerable<CompletionResult> Matching(string? typed, IEnumerable<Suggestion> suggestions)
    {
        var word = (typed ?? "").Trim('\'', '"');
        return suggestions
            .Where(suggestion => suggestion.Matches(word))
            .OrderByDescending(suggestion => suggestion.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .ThenBy(suggestion => suggestion.Name ?? suggestion.Value, StringComparer.OrdinalIgnoreCase)
            .Select(suggestion => new CompletionResult(
                Quoted(suggestion.Value),
                suggestion.Name is null ? suggestion.Value : $"{suggestion.Value} {suggestion.Name}",
                CompletionResultType.ParameterValue,
                suggestion.ToolTip));
    }

    private static string Quoted(string name) =>
        name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? name
            : "'" + name.Replace("'", "''", StringComparison.Ordinal) + "'";
}
