using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text;

namespace TencentCert.Core.Strings;

/// <summary>
/// A text for display, written in English as an interpolated string and translated into the session's language. Only the module's own
/// texts are translated: a value that is filled in is shown as it is, except a state that this module names itself. The build fails
/// for a text, or the name of a state, without a translation.
/// </summary>
[InterpolatedStringHandler]
public readonly struct Wording
{
    // The English text is the resource name, with {0} and so on in place of the values.
    private static readonly ResourceManager Resources = new("TencentCert.Core.Strings.Wording", typeof(Wording).Assembly);

    private readonly StringBuilder? _english;
    private readonly List<string?>? _values;
    private readonly string? _verbatim;

    /// <summary>Called by the compiler for an interpolated string.</summary>
    /// <param name="literalLength">Length of the text between the values, in characters.</param>
    /// <param name="formattedCount">Number of values.</param>
    public Wording(int literalLength, int formattedCount)
    {
        _english = new StringBuilder(literalLength + (3 * formattedCount));
        _values = new List<string?>(formattedCount);
    }

    private Wording(string verbatim) => _verbatim = verbatim;

    /// <summary>A text that is not the module's own, such as a message of the service: it is never translated.</summary>
    /// <param name="text">The text.</param>
    public static Wording Verbatim(string? text) => new(text ?? "");

    /// <summary>The text in the session's language.</summary>
    /// <param name="text">English text.</param>
    public static string Of(Wording text) => text.ToString();

    /// <summary>Values one after the other, as the session's language separates them.</summary>
    /// <param name="values">Values.</param>
    /// <typeparam name="T">Type of one.</typeparam>
    public static string List<T>(IEnumerable<T> values) => string.Join(Localize(", "), values);

    /// <summary>Clauses one after the other, as the session's language separates them.</summary>
    /// <param name="clauses">Clauses.</param>
    /// <typeparam name="T">Type of one.</typeparam>
    public static string Clauses<T>(IEnumerable<T> clauses) => string.Join(Localize("; "), clauses);

    /// <summary>Called by the compiler for the text between the values.</summary>
    /// <param name="text">Part of the text.</param>
    public void AppendLiteral(string text) =>
        _english!.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>Called by the compiler for a value.</summary>
    /// <param name="value">Value; a <see cref="Wording"/> is in the session's language already.</param>
    /// <param name="format">Its format.</param>
    /// <typeparam name="T">Type of the value.</typeparam>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        _english!.Append(CultureInfo.InvariantCulture, $"{{{_values!.Count}}}");
        _values.Add(value switch
        {
            Enum state => Name(state),
            IFormattable number => number.ToString(format, CultureInfo.CurrentCulture),
            _ => value?.ToString(),
        });
    }

    /// <inheritdoc />
    public override string ToString() => _english is null
        ? _verbatim ?? ""
        : string.Format(CultureInfo.CurrentCulture, Localize(_english.ToString()), [.. _values!]);

    // Unknown numbers, and kinds, which the user may have to type, have no translation.
    private static string Name(Enum state) =>
        Resources.GetString($"{state.GetType().Name}.{state}", CultureInfo.CurrentUICulture) ?? state.ToString();

    private static string Localize(string english) => Resources.GetString(english, CultureInfo.CurrentUICulture) ?? english;
}
