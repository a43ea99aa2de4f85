using System.Management.Automation;

namespace TencentCert.Completion;

/// <summary>Turns names into completions, quoted where they need it.</summary>
internal static class CompletionText
{
    /// <summary>The names that begin with what was typed, which may begin with a quote.</summary>
    public static IEnumerable<CompletionResult> Matching(string? typed, IEnumerable<string> names) =>
        Matching(typed, names.Select(static name => new Suggestion(name, name)));

    /// <summary>What fits to what was typed, which may begin with a quote: what begins like it, then what is found by its name.</summary>
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
