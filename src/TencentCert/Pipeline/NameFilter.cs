using System.Management.Automation;

namespace TencentCert.Pipeline;

/// <summary>The names a <c>-Domain</c> style parameter lets through: PowerShell wildcards, letter case ignored.</summary>
internal sealed class NameFilter
{
    private readonly WildcardPattern[]? _patterns;

    /// <summary>Creates a filter; no patterns let everything through.</summary>
    public NameFilter(string[]? patterns) =>
        _patterns = patterns?.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToArray();

    /// <summary>Whether any of the names matches any of the patterns.</summary>
    public bool Matches(params IEnumerable<string?> names) =>
        _patterns is null || names.Any(name => name is not null && _patterns.Any(pattern => pattern.IsMatch(name)));
}
