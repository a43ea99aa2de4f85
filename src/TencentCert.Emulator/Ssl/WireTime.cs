using System.Globalization;

namespace TencentCert.Emulator.Ssl;

/// <summary>Time as the SSL service writes it: GMT+8, without saying so.</summary>
internal static class WireTime
{
    public static string Text(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
