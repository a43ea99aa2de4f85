using System.Management.Automation;

namespace TencentCert.Completion;

/// <summary>Turns names into completions, quoted where they need it.</summary>
internal static class CompletionText
{
    /// <summary>The names that begin with what was typed, which may begin with a quote.</summary>
    public static IEnumerable<CompletionResult> Matching(string? typed, IEnumerable<string> names)
    {
        var word = (typed ?? "").Trim('\'', '"');
        return names
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => new CompletionResult(Quoted(name), name, CompletionResultType.ParameterValue, name));
    }

    private static string Quoted(string name) =>
        name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')
            ? name
            : "'" + name.Replace("'", "''", StringComparison.Ordinal) + "'";
}
