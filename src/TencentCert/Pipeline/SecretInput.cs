using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Pipeline;

/// <summary>
/// Finds a secret that was given where a path, an id or a name belongs: messages would repeat it. Every text parameter of every
/// cmdlet is looked at, except those that take PEM (<see cref="PemLinesAttribute"/>); the others have a
/// <see cref="RefusesSecretAttribute"/>.
/// </summary>
internal static partial class SecretInput
{
    private static readonly ConcurrentDictionary<Type, HashSet<string>> TextParameters = new();

    /// <summary>The error about the first bound parameter that holds a secret; null when there is none.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    public static TencentCertException? Find(PSCmdlet cmdlet)
    {
        var names = TextParameters.GetOrAdd(cmdlet.GetType(), NamesOf);
        foreach (var (name, value) in cmdlet.MyInvocation.BoundParameters)
        {
            if (names.Contains(name) && Texts(value).FirstOrDefault(IsSecret) is { } secret)
            {
                return new TencentCertException(ErrorCodes.InvalidParameter, Refusal(name, secret));
            }
        }

        return null;
    }

    /// <summary>A text as an error may repeat it: a secret and what is very long are left out.</summary>
    /// <param name="text">What was given.</param>
    public static string Shown(string text) => IsSecret(text) ? "…" : VisibleText.Line(text);

    /// <summary>Whether a text is PEM, has the form of a SecretKey, or is an identity provider's token.</summary>
    /// <param name="text">What was given.</param>
    public static bool IsSecret(string text) =>
        IsPem(text) || WebToken().IsMatch(text.Trim())
        || (SecretKey().IsMatch(text.Trim()) && text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterUpper)
            && text.Any(char.IsAsciiLetterLower));

    /// <summary>Whether a text has a PEM header.</summary>
    /// <param name="text">What was given.</param>
    public static bool IsPem(string text) => text.Contains("-----BEGIN", StringComparison.Ordinal);

    private static Wording Refusal(string name, string secret) =>
        IsPem(secret)
            ? $"-{name} was given PEM text where a path, an id or a name is expected. It is not repeated here."
            : (Wording)$"-{name} was given a text that looks like a secret where a path, an id or a name is expected. It is not repeated here.";

    // ExternalId is chosen freely and no secret.
    private static HashSet<string> NamesOf(Type type) => type.GetProperties()
        .Where(static property =>
            property.IsDefined(typeof(ParameterAttribute)) && !property.IsDefined(typeof(PemLinesAttribute))
                && property.Name != "ExternalId"
            && (property.PropertyType == typeof(string) || property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>))))
        .Select(static property => property.Name)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The texts in an argument, also in lists of lists.</summary>
    /// <param name="value">Argument.</param>
    public static IEnumerable<string> Texts(object? value) => value switch
    {
        string text => [text],
        PSObject { BaseObject: string text } => [text],
        PSObject { BaseObject: IList items } => Texts(items),
        IDictionary => [],
        IEnumerable items => items.Cast<object?>().SelectMany(Texts),
        _ => [],
    };

    [GeneratedRegex("^[A-Za-z0-9]{32}\\z")]
    private static partial Regex SecretKey();

    [GeneratedRegex("^eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]*\\z")]
    private static partial Regex WebToken();
}
