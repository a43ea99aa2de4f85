using System.Globalization;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Reads the SSL service's times: <c>yyyy-MM-dd HH:mm:ss</c> in GMT+8 without saying so, or ISO 8601. All results are in UTC, as GAAP's and
/// the certificates' own are.
/// </summary>
public static class SslTime
{
    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    // Single letters take one or two digits: a response with "08:00:0" has been seen.
    private static readonly string[] LocalFormats = ["yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy-M-d"];

    /// <summary>The moment, or null for anything that is none (empty, null, <c>0000-00-00 00:00:00</c>).</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateTime.TryParseExact(text.Trim(), LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return IsSet(local) ? new DateTimeOffset(local, ChinaOffset).ToUniversalTime() : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && IsSet(moment.UtcDateTime) ? moment.ToUniversalTime() : null;
    }

    /// <summary>A moment as the service writes it.</summary>
    public static string Format(DateTimeOffset moment) =>
        moment.ToOffset(ChinaOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // An unset time is printed as the year 1, which cannot be converted to China's time zone.
    private static bool IsSet(DateTime time) => time.Year > 1;
}
