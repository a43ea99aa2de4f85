using System.Globalization;

namespace TencentCert.Emulator.Ssl;

/// <summary>Time as the SSL service writes it: GMT+8, without saying so.</summary>
internal static class WireTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The text of a time; beyond the range of GMT+8, the text of the last moment.</summary>
    public static string Text(DateTimeOffset time)
    {
        var local = DateTime.MaxValue - time.UtcDateTime < Offset ? DateTime.MaxValue : time.UtcDateTime + Offset;
        return local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
