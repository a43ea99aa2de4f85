using System.Globalization;

namespace TencentCert.Emulator.Ssl;

/// <summary>Time as the SSL service writes it: GMT+8, without saying so.</summary>
internal static class WireTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The text of a time; the last hours of the calendar, which GMT+8 cannot hold, read as its end.</summary>
    public static string Text(DateTimeOffset time)
    {
        var wall = DateTime.MaxValue - time.UtcDateTime < Offset ? DateTime.MaxValue : time.UtcDateTime + Offset;
        return wall.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
