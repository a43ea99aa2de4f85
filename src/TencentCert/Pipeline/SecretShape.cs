using System.Text.RegularExpressions;

namespace TencentCert.Pipeline;

/// <summary>The formats of secrets, alone or within a longer text.</summary>
internal static partial class SecretShape
{
    // Texts shorter than these match no form, no SecretKey and no long run.
    private const int MinSecretLength = 16;
    private const int SecretKeyCharacters = 32;
    private const int LongRunCharacters = 60;

    /// <summary>Whether a text has a line that begins or ends a PEM block, also one of another tool or a damaged one.</summary>
    public static bool IsPem(string text) =>
        text.Length >= MinSecretLength && (Contains(text, "BEGIN") || Contains(text, "END") || Contains(text, "PuTTY"))
        && PemBoundary().IsMatch(text);

    /// <summary>Whether a text is or contains PEM, a key or PFX as base64, a SecretKey, a token, or a URL with a password.</summary>
    public static bool IsSecret(string text) => text.Length >= MinSecretLength
        && (IsPem(text)
            || (Contains(text, "eyJ") && WebToken().IsMatch(text))
            || (Contains(text, "@") && AddressWithPassword().IsMatch(text))
            || (text.Length >= SecretKeyCharacters && Any(SecretKey(), text, IsMixed))
            || (text.Length >= LongRunCharacters && Any(LongRun(), text, IsRandom))
            || IsPackedKey(text));

    /// <summary>Whether a text is the base64 of a key, a PFX or a certificate: one DER sequence, without PEM boundaries.</summary>
    /// <param name="text">What was given; white space is skipped.</param>
    public static bool IsPackedKey(string text)
    {
        // The first byte of a sequence is 0x30, and at least 0x2E bytes follow.
        var start = text.AsSpan().TrimStart();
        if (start.Length < MinSecretLength || start[0] != 'M')
            return false;

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && count > 2
            && bytes[0] == 0x30 && LengthOf(bytes.AsSpan(0, count)) == count;
    }

    // The total length that a DER value declares; -1 when it declares none.
    private static long LengthOf(ReadOnlySpan<byte> der)
    {
        var digits = der[1] & 0x7f;
        if (der[1] < 0x80)
            return 2 + digits;

        if (digits is 0 or > 4 || der.Length < 2 + digits)
            return -1;

        var length = 0L;
        foreach (var item in der.Slice(2, digits))
            length = (length << 8) | item;

        return 2 + digits + length;
    }

    // Every match of the form contains this part. Checking it first spares ordinary texts the compilation of the regex at its first use.
    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    private static bool Any(Regex form, string text, Func<string, bool> holds) => form.Matches(text).Any(match => holds(match.Value));

    private static bool IsMixed(string text) =>
        text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterUpper) && text.Any(char.IsAsciiLetterLower);

    // In tokens and key data, the character class changes about every second character; in words and names it rarely does.
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

    // Part of a path or a name, next to / \ . - or _, is not a SecretKey.
    [GeneratedRegex(@"(?<![A-Za-z0-9/\\._+%~#-])[A-Za-z0-9]{32}(?![A-Za-z0-9/\\._+%~#-])")]
    private static partial Regex SecretKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.")]
    private static partial Regex WebToken();

    [GeneratedRegex("://[^/@\\s]*:[^/@\\s]+@")]
    private static partial Regex AddressWithPassword();

    [GeneratedRegex("[A-Za-z0-9+_=-]{60,}")]
    private static partial Regex LongRun();
}
