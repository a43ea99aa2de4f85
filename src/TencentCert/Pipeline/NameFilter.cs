using TencentCert.Core.Certificates;

namespace TencentCert.Pipeline;

/// <summary>
/// Filter of a <c>-Domain</c> style parameter: PowerShell wildcards, case-insensitive, international names in either
/// spelling. Records which names were not found, because a missing name without wildcards is an error.
/// </summary>
internal sealed class NameFilter
{
    private readonly Pattern[]? _patterns;

    /// <summary>Creates a filter; without patterns it accepts every name.</summary>
    public NameFilter(IEnumerable<string>? patterns) => _patterns = patterns?.Select(pattern => new Pattern(pattern)).ToArray();

    /// <summary>The names without wildcards and without a match so far, as typed.</summary>
    public IReadOnlyList<string> Unmatched =>
        [.. (_patterns ?? []).Where(pattern => !pattern.WasMatched && !WildcardPattern.ContainsWildcardCharacters(pattern.Text))
            .Select(pattern => pattern.Text)];

    /// <summary>Whether any of the names matches any of the patterns; safe on any thread.</summary>
    public bool Matches(params IEnumerable<string?> names)
    {
        if (_patterns is null)
            return true;

        var spellings = names.OfType<string>().SelectMany(Spellings).ToList();
        var isMatch = false;
        foreach (var pattern in _patterns)
            isMatch |= pattern.Matches(spellings);

        return isMatch;
    }

    // The SSL service returns international names in Unicode, GAAP in punycode.
    private static IEnumerable<string> Spellings(string name) =>
        DomainName.TryNormalize(name, out var ascii, out _)
            && (ascii.Contains("xn--", StringComparison.Ordinal) || !ascii.Equals(name, StringComparison.OrdinalIgnoreCase))
            ? [name, ascii, DomainName.ToUnicode(ascii)]
            : [name];

    private sealed class Pattern(string text)
    {
        private readonly WildcardPattern[] _spellings = [.. Spellings(text).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(spelling => WildcardPattern.Get(spelling, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))];

        private volatile bool _wasMatched;

        public string Text => text;

        public bool WasMatched => _wasMatched;

        public bool Matches(List<string> names)
        {
            if (!names.Exists(name => Array.Exists(_spellings, spelling => spelling.IsMatch(name))))
                return false;

            return _wasMatched = true;
        }
    }
}
