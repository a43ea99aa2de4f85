using System.Globalization;

namespace TencentCert.Core.Strings;

/// <summary>Dates in messages: UTC, the same under every culture and calendar.</summary>
public static class DateText
{
    /// <summary><c>yyyy-MM-dd</c>; a question mark when there is none.</summary>
    public static string Day(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?";

    /// <summary><c>yyyy-MM-dd HH:mm UTC</c>; a question mark when there is none.</summary>
    public static string Minute(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "?";
}
