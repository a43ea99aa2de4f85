using System.Text;

namespace TencentCert.Formats;

/// <summary>An alias in the table views: on one line, and only if it differs from the name beside it.</summary>
public static class AliasText
{
    // Width of the column.
    private const int ColumnWidth = 14;

    /// <summary>The alias, truncated to one line.</summary>
    /// <param name="alias">Alias.</param>
    /// <param name="name">Name in the same row; many aliases are derived from it.</param>
    public static string For(string? alias, string? name) =>
        alias is null || alias.Equals(name, StringComparison.OrdinalIgnoreCase) ? ""
        : Width(alias) <= ColumnWidth ? alias
        : Cut(alias);

    private static string Cut(string alias)
    {
        var text = new StringBuilder();
        var remainingCells = ColumnWidth - 1;
        foreach (var rune in alias.EnumerateRunes())
        {
            remainingCells -= Width(rune);
            if (remainingCells < 0)
                break;

            text.Append(rune.ToString());
        }

        return text.Append('…').ToString();
    }

    private static int Width(string text) => text.EnumerateRunes().Sum(Width);

    // As in PowerShell, Chinese, Japanese, Korean and full-width characters occupy two cells.
    private static int Width(Rune rune) =>
        rune.Value is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf and not 0x303f) or (>= 0xac00 and <= 0xd7a3)
        or (>= 0xf900 and <= 0xfaff) or (>= 0xfe10 and <= 0xfe19) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60)
            or (>= 0xffe0 and <= 0xffe6)
        or > 0xffff
            ? 2
            : 1;
}
