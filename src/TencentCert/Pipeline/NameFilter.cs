using System.Management.Automation;
using TencentCert.Core.Certificates;

namespace TencentCert.Pipeline;

/// <summary>
/// The names a <c>-Domain</c> style parameter lets through: PowerShell wildcards, letter case ignored, international
/// names in either spelling.
/// </summary>
internal sealed class NameFilter
{
    private readonly WildcardPattern[]? _patterns;

    /// <summary>Creates a filter; no patterns let everything through.</summary>
    public NameFilter(string[]? patterns) =>
        _patterns = patterns?.SelectMany(Spellings).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToArray();

    /// <summary>Whether any of the names matches any of the patterns.</summary>
    public bool Matches(params IEnumerable<string?> names) =>
        _patterns is null || names.Any(name => name is not null && Spellings(name).Any(spelling => _patterns.Any(pattern => pattern.IsMatch(spelling))));

    // The SSL service shows an international name in its own letters, GAAP in punycode.
    private static IEnumerable<string> Spellings(string name) =>
        DomainName.TryNormalize(name, out var ascii, out _) && (ascii.Contains("xn--", StringComparison.Ordinal) || !ascii.Equals(name, StringComparison.OrdinalIgnoreCase))
            ? [name, ascii, DomainName.ToUnicode(ascii)]
            : [name];
}
