using System.Text;

namespace TencentCert.Core.Strings;

/// <summary>
/// Text of others as it may be shown: a service, a file or a proxy could send escape sequences that rewrite the terminal, or
/// line breaks that imitate other output.
/// </summary>
public static class VisibleText
{
    private const string Pem = "-----BEGIN ";
    private const int MaxLineLength = 2000;
    private const int MaxNameLength = 128;

    /// <summary>
    /// One line: line breaks, control characters and marks that turn the reading direction are spaces; cut after 2,000 characters.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Line(string text) => Clean(text, MaxLineLength, static _ => false);

    /// <summary>A value of any length: as <see cref="Line"/>; PEM keeps its lines.</summary>
    /// <param name="text">Any text.</param>
    public static string Value(string text) => Clean(text, int.MaxValue, static text => text.Contains(Pem, StringComparison.Ordinal));

    /// <summary>Lines of any number: as <see cref="Line"/>, with the line breaks that this module itself wrote.</summary>
    /// <param name="text">Any text, its values cleaned before.</param>
    public static string Lines(string text) => Clean(text, int.MaxValue, static _ => true);

    /// <summary>A foreign sentence as a clause: without its full stop.</summary>
    /// <param name="text">Any text.</param>
    public static string Clause(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.TrimEnd('.', '。', ' ');
    }

    /// <summary>
    /// A code or an id: letters, digits, <c>. _ -</c> and <c>:</c>; anything else is an underscore. Cut after 128 characters.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Name(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = text.Length > MaxNameLength ? text[..MaxNameLength] : text;
        return name.All(IsNameCharacter) ? name : string.Concat(name.Select(static letter => IsNameCharacter(letter) ? letter : '_'));
    }

    private static string Clean(string text, int maxLength, Func<string, bool> keepsLayout)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= maxLength && !text.Any(IsHidden))
            return text;

        var keepLayout = keepsLayout(text);
        var builder = new StringBuilder(Math.Min(text.Length, maxLength) + 1);
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, maxLength)))
            builder.Append(IsHidden(character) && !(keepLayout && IsLayout(character)) ? ' ' : character);

        return (text.Length > maxLength ? builder.Append('…') : builder).ToString();
    }

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' or ':';

    private static bool IsLayout(char character) => character is '\r' or '\n' or '\t';

    // Only format characters that change the direction: others join letters of some scripts.
    private static bool IsHidden(char character) =>
        character is < ' ' or (>= '\u007f' and <= '\u009f') or '\u061c' or '\u200e' or '\u200f'
            or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff';
}
