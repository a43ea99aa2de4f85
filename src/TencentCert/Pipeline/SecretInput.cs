using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace TencentCert.Pipeline;

/// <summary>
/// Finds a secret passed as a path, an id or a name, which messages would repeat. Every text parameter of every
/// cmdlet is checked, except those that accept PEM (<see cref="PemLinesAttribute"/>); parameters of other types have a
/// <see cref="RefusesSecretAttribute"/>.
/// </summary>
internal static class SecretInput
{
    private static readonly ConcurrentDictionary<Type, HashSet<string>> TextParameters = new();

    /// <summary>The error about the first bound parameter that holds a secret; null when there is none.</summary>
    public static TencentCertException? Find(PSCmdlet cmdlet)
    {
        var names = TextParameters.GetOrAdd(cmdlet.GetType(), NamesOf);
        foreach (var (name, value) in cmdlet.MyInvocation.BoundParameters)
        {
            if (names.Contains(name) && SecretIn(value) is { } secret)
                return new TencentCertException(ErrorCodes.InvalidParameter, Refusal(name, secret));
        }

        return null;
    }

    /// <summary>The first secret in an argument; null when there is none.</summary>
    /// <param name="value">Argument, nested lists included. The lines or characters of a file are also checked as one text.</param>
    public static string? SecretIn(object? value)
    {
        if (value is string text)
            return SecretShape.IsSecret(text) ? text : null;

        var texts = Texts(value).ToList();
        return texts.Find(SecretShape.IsSecret)
            ?? (texts.Count > 1 && string.Concat(texts) is var joined && (SecretShape.IsPackedKey(joined) || SecretShape.IsPem(joined))
                ? joined
                : null);
    }

    /// <summary>The secret in an object's text form, which a failed conversion would repeat; null when there is none.</summary>
    /// <param name="value">Any object except a text. Objects of this module show no secret.</param>
    public static string? ShownBy(object? value) =>
        Unwrapped.Value(value)?.GetType().Namespace?.StartsWith(nameof(TencentCert), StringComparison.Ordinal) != true
            && LanguagePrimitives.TryConvertTo<string>(value, out var converted) && converted is not null && SecretShape.IsSecret(converted)
            ? converted
            : null;

    /// <summary>A text in the form that an error may repeat: secrets and very long texts are omitted.</summary>
    public static string Shown(string text) => SecretShape.IsSecret(text) ? "…" : VisibleText.Line(text);

    private static Wording Refusal(string name, string secret) =>
        SecretShape.IsPem(secret)
            ? $"-{name} was given PEM text where a path, an id or a name is expected. It is not repeated here."
            : (Wording)($"-{name} was given a text that looks like a secret where a path, an id or a name is expected. "
                + $"It is not repeated here.");

    // ExternalId is chosen freely and is not a secret.
    private static HashSet<string> NamesOf(Type type) => type.GetProperties()
        .Where(static property =>
            property.IsDefined(typeof(ParameterAttribute)) && !property.IsDefined(typeof(PemLinesAttribute))
                && property.Name != "ExternalId"
            && (property.PropertyType == typeof(string) || property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>))))
        .Select(static property => property.Name)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The texts in an argument, nested lists included.</summary>
    public static IEnumerable<string> Texts(object? value) => value switch
    {
        string text => [text],
        PSObject { BaseObject: string text } => [text],
        PSObject { BaseObject: IList items } => Texts(items),
        IDictionary => [],
        IEnumerable items => items.Cast<object?>().SelectMany(Texts),
        _ => [],
    };
}
