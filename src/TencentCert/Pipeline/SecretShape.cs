using System.Text.RegularExpressions;

namespace TencentCert.Pipeline;

/// <summary>The forms by which a text is recognised as a secret, alone or within a longer text.</summary>
internal static partial class SecretShape
{
    // Shorter than any of the forms.
    private const int ShortestSecret = 16;

    /// <summary>Whether a text has a line that begins or ends a PEM block; another tool's, or a damaged one, counts.</summary>
    /// <param name="text">What was given.</param>
    public static bool IsPem(string text) => text.Length >= ShortestSecret && PemBoundary().IsMatch(text);

    /// <summary>
    /// Whether a text is or holds PEM, a key or PFX as base64, a SecretKey, an identity provider's token, a session token, or an address
    /// with a password.
    /// </summary>
    /// <param name="text">What was given.</param>
    public static bool IsSecret(string text) => text.Length >= ShortestSecret
        && (IsPem(text) || WebToken().IsMatch(text) || AddressWithPassword().IsMatch(text)
            || Any(SecretKey(), text, IsMixed) || Any(LongRun(), text, IsRandom) || IsPackedKey(text));

    /// <summary>Whether a text is base64 of a key, a PFX or a certificate: of one DER sequence, without the lines around it.</summary>
    /// <param name="text">What was given; white space is skipped.</param>
    public static bool IsPackedKey(string text)
    {
        // A sequence's first byte is 0x30, and 0x2E or more follow.
        var start = text.AsSpan().TrimStart();
        if (start.Length < ShortestSecret || start[0] != 'M')
        {
            return false;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && count > 2
            && bytes[0] == 0x30 && LengthOf(bytes.AsSpan(0, count)) == count;
    }

    // The whole length that a DER value declares; -1 when it does not say one.
    private static long LengthOf(ReadOnlySpan<byte> der)
    {
        var digits = der[1] & 0x7f;
        if (der[1] < 0x80)
        {
            return 2 + digits;
        }

        if (digits is 0 or > 4 || der.Length < 2 + digits)
        {
            return -1;
        }

        var length = 0L;
        foreach (var one in der.Slice(2, digits))
        {
            length = (length << 8) | one;
        }

        return 2 + digits + length;
    }

    private static bool Any(Regex form, string text, Func<string, bool> holds) =>
        form.Matches(text).Any(match => holds(match.Value));

    private static bool IsMixed(string text) =>
        text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiLetterLower);

    // A token, or the lines of a key, go from one kind of letter to another at every second place; words and names do so seldom.
    private static bool IsRandom(string text)
    {
        var changes = 0;
        for (var index = 1; index < text.Length; index++)
        {
            if (char.IsAsciiLetterOrDigit(text[index - 1]) && char.IsAsciiLetterOrDigit(text[index])
                && ClassOf(text[index - 1]) != ClassOf(text[index]))
            {
                changes++;
            }
        }

        return IsMixed(text) && changes > text.Length / 3;
    }

    private static int ClassOf(char character) => char.IsAsciiDigit(character) ? 0 : char.IsAsciiLetterUpper(character) ? 1 : 2;

    [GeneratedRegex("[-\u2010-\u2015\u2212]{2,} ?(BEGIN|END) +[A-Z0-9]|^PuTTY-User-Key-File")]
    private static partial Regex PemBoundary();

    // In a path or a name it is no SecretKey: there it stands beside / \ . - or _.
    [GeneratedRegex(@"(?<![A-Za-z0-9/\\._+%~#-])[A-Za-z0-9]{32}(?![A-Za-z0-9/\\._+%~#-])")]
    private static partial Regex SecretKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.")]
    private static partial Regex WebToken();

    [GeneratedRegex("://[^/@\\s]*:[^/@\\s]+@")]
    private static partial Regex AddressWithPassword();

    [GeneratedRegex("[A-Za-z0-9+_=-]{60,}")]
    private static partial Regex LongRun();
}
