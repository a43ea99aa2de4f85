using System.Globalization;

namespace TencentCert.Core.Certificates;

/// <summary>Validates names from an archive, which are untrusted input, and maps them to file names.</summary>
internal static class ArchiveEntryName
{
    // The rules of all systems apply on each, so that an archive unpacks identically everywhere.
    private const string NotInFileNames = "<>:\"|?*";

    private static readonly HashSet<string> DeviceNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>Reason to reject a name, and the archive: no real download has such names. Null for a plain relative path.</summary>
    public static string? ProblemOf(string name) =>
        string.IsNullOrWhiteSpace(name) ? Wording.Of($"has no name")
        : name.Length > 500 ? Wording.Of($"has too long a name")
        : name.Contains('\\', StringComparison.Ordinal) ? Wording.Of($"has a backslash in its name")
        : name.StartsWith('/') ? Wording.Of($"has an absolute path")
        : name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]) ? Wording.Of($"names a drive")
        : name.Any(IsInvisible) ? Wording.Of($"has a control character in its name")
        : name.TrimEnd('/').Split('/').Any(part => part.Trim() is "" or "." or "..") ? Wording.Of($"leaves its folder")
        : null;

    // Formatting characters can disguise a name.
    private static bool IsInvisible(char one) => char.IsControl(one)
        || char.GetUnicodeCategory(one) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>The relative path to write: <c>*</c> and other characters that file systems reject become <c>_</c>.</summary>
    public static string ToRelativePath(string name) => string.Join('/', name.Split('/').Select(ToFileName));

    private static string ToFileName(string part)
    {
        var clean = string.Concat(part.Select(character => NotInFileNames.Contains(character, StringComparison.Ordinal) ? '_' : character));
        var end = clean.TrimEnd(' ', '.');
        clean = end + new string('_', clean.Length - end.Length);
        return DeviceNames.Contains(clean.Split('.')[0]) ? "_" + clean : clean;
    }
}
