using System.Text;

namespace TencentCert.Formats;

/// <summary>An alias as the table views show it: on one line, and only where it says more than the name beside it.</summary>
public static class AliasText
{
    // The width of the column.
    private const int Cells = 14;

    /// <summary>The alias, cut where it would break into a second line.</summary>
    /// <param name="alias">Alias.</param>
    /// <param name="name">What the row shows beside it; many aliases are made from it.</param>
    public static string For(string? alias, string? name) =>
        alias is null || alias.Equals(name, StringComparison.OrdinalIgnoreCase) ? ""
        : Width(alias) <= Cells ? alias
        : Cut(alias);

    private static string Cut(string alias)
    {
        var shown = new StringBuilder();
        var left = Cells - 1;
        foreach (var rune in alias.EnumerateRunes())
        {
            left -= Width(rune);
            if (left < 0)
            {
                break;
            }

            shown.Append(rune.ToString());
        }

        return shown.Append('…').ToString();
    }

    private static int Width(string text) => text.EnumerateRunes().Sum(Width);

    // As PowerShell counts: Chinese, Japanese, Korean and full-width forms take two cells.
    private static int Width(Rune rune) =>
        rune.Value is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf and not 0x303f) or (>= 0xac00 and <= 0xd7a3)
        or (>= 0xf900 and <= 0xfaff) or (>= 0xfe10 and <= 0xfe19) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60)
            or (>= 0xffe0 and <= 0xffe6)
        or > 0xffff
            ? 2
            : 1;
}
