using System.Globalization;

namespace TencentCert.Formats;

/// <summary>Days left in the table views: red shortly before expiry, yellow when action is due.</summary>
public static class DaysLeftText
{
    private const int Urgent = 7;
    private const int Soon = 30;

    /// <summary>The number, in colour only for a terminal that shows it.</summary>
    /// <param name="days">Whole days; null without an expiry.</param>
    /// <param name="supportsColor">Whether the host's terminal supports color.</param>
    public static string For(int? days, bool supportsColor) =>
        Plain(days) is var text && supportsColor && !Console.IsOutputRedirected && Color(days) is { } color
            ? $"\u001b[{color}m{text}\u001b[0m" : text;

    private static string Plain(int? days) => days?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string? Color(int? days) => days switch
    {
        <= Urgent => "31",
        <= Soon => "33",
        _ => null,
    };
}
