using System.Globalization;

namespace TencentCert.Core.Certificates;

/// <summary>DNS domains as users type them and as services compare them: ASCII, lower case, without the final dot.</summary>
public static class DomainName
{
    private const int MaximumLength = 253;
    private const int MaximumLabelLength = 63;

    /// <summary>Validates and normalizes a domain.</summary>
    /// <param name="domain">A domain, international or punycode, perhaps with <c>*.</c> in front or a dot at its end.</param>
    /// <param name="ascii">ASCII, lower case; empty if not a domain.</param>
    /// <param name="problem">The reason of failure, to complete a sentence that starts with "The domain".</param>
    /// <param name="forOrder">Whether a CA must issue for it: then an underscore is invalid.</param>
    /// <returns>Whether it is a domain.</returns>
    public static bool TryNormalize(string? domain, out string ascii, out string? problem, bool forOrder = false)
    {
        ascii = "";
        problem = ProblemOfText(domain);
        if (problem is not null)
            return false;

        var isWildcard = domain!.StartsWith("*.", StringComparison.Ordinal);
        var name = isWildcard ? domain[2..] : domain;
        problem = name.Contains('*', StringComparison.Ordinal)
            ? Wording.Of($"may have a wildcard only as its whole first label, as in *.example.com.")
            : !TryToAscii(name, out name) ? Wording.Of($"has a label that is empty, too long, or cannot be written in punycode.")
            : null;
        if (problem is not null)
            return false;

        name = name.EndsWith('.') ? name[..^1] : name;
        var full = isWildcard ? "*." + name : name;
        problem = full.Length > MaximumLength
            ? Wording.Of($"is longer than {MaximumLength} characters.")
            : ProblemOfLabels(name.Split('.'), forOrder);
        if (problem is not null)
            return false;

        ascii = full;
        return true;
    }

    /// <summary>Same as <see cref="TryNormalize"/>, for callers that require a domain.</summary>
    /// <exception cref="PemException">Not a domain.</exception>
    public static string Normalize(string? domain, bool forOrder = false) =>
        TryNormalize(domain, out var ascii, out var problem, forOrder)
            ? ascii
            : throw new PemException(PemProblem.InvalidDomain, $"The domain {problem}");

    /// <summary>Whether two texts are the same name, in Unicode or ASCII, case-insensitive; a missing name equals none.</summary>
    internal static bool AreSame(string? one, string? other) =>
        one is not null && other is not null && ForComparison(one) == ForComparison(other);

    /// <summary>The normalized spelling for comparison; other text in lower case.</summary>
    internal static string ForComparison(string name) => TryNormalize(name, out var ascii, out _) ? ascii : name.ToLowerInvariant();

    /// <summary>The domain in Unicode, for display; unchanged if it cannot be decoded.</summary>
    public static string ToUnicode(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var prefix = domain.StartsWith("*.", StringComparison.Ordinal) ? "*." : "";
        try
        {
            return prefix + new IdnMapping().GetUnicode(domain[prefix.Length..]);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    private static string? ProblemOfText(string? domain) =>
        string.IsNullOrWhiteSpace(domain) ? Wording.Of($"is empty.")
        // Longer than any domain in any script; also keeps the mapping below cheap.
        : domain.Length > 4 * MaximumLength ? Wording.Of($"is longer than {MaximumLength} characters.")
        : domain.Any(char.IsControl) ? Wording.Of($"holds a control character, such as a line end.")
        : domain.Any(char.IsWhiteSpace) ? Wording.Of($"holds a space.")
        : null;

    private static bool TryToAscii(string name, out string ascii)
    {
        try
        {
            // Plain ASCII needs no mapping, and keeps its precise messages.
            ascii = (name.All(char.IsAscii) ? name : new IdnMapping().GetAscii(name)).ToLowerInvariant();
            return true;
        }
        catch (ArgumentException)
        {
            ascii = "";
            return false;
        }
    }

    private static string? ProblemOfLabels(string[] labels, bool forOrder) =>
        labels.Any(label => label.Length == 0) ? Wording.Of($"has an empty label: two dots in a row, or one in front.")
        : labels.Any(label => label.Length > MaximumLabelLength) ? Wording.Of($"has a label longer than {MaximumLabelLength} characters.")
        : labels.Any(label => !label.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            || (forOrder && label.Contains('_', StringComparison.Ordinal)))
            ? forOrder
                ? Wording.Of($"may hold only letters, digits and hyphens: no scheme, port, path or underscore.")
                : Wording.Of($"may hold only letters, digits, hyphens and underscores: no scheme, port or path.")
        : labels.Any(label => label[0] == '-' || label[^1] == '-') ? Wording.Of($"has a label that starts or ends with a hyphen.")
        : forOrder && labels.Length == 1 ? Wording.Of($"has one label only, and no CA issues for such a name: www.example.com has three.")
        : labels[^1].All(char.IsAsciiDigit) ? Wording.Of($"is an address, not a domain.")
        : null;
}
