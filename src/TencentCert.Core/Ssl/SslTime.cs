using System.Globalization;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Reads the SSL service's times: <c>yyyy-MM-dd HH:mm:ss</c> in GMT+8 without an offset, or ISO 8601. All results are in UTC, like those
/// of GAAP and of certificates.
/// </summary>
public static class SslTime
{
    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    // Single letters accept one or two digits: the service has returned "08:00:0".
    private static readonly string[] LocalFormats = ["yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy-M-d"];

    /// <summary>The time, or null for other values (empty, null, <c>0000-00-00 00:00:00</c>).</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        if (DateTime.TryParseExact(text.Trim(), LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return IsSet(local) ? new DateTimeOffset(local, ChinaOffset).ToUniversalTime() : null;

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && IsSet(moment.UtcDateTime) ? moment.ToUniversalTime() : null;
    }

    /// <summary>A time in the service's format.</summary>
    public static string Format(DateTimeOffset moment) =>
        moment.ToOffset(ChinaOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // An unset time is formatted as the year 1, which cannot be converted to China's time zone.
    private static bool IsSet(DateTime time) => time.Year > 1;
}
