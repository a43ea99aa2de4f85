namespace TencentCert.Core.Certificates;

/// <summary>
/// Compares validity periods from the services. They only narrow a search: GAAP has returned both dates 8 hours early,
/// as local times, so a shift by a time zone is tolerated; the certificate decides.
/// </summary>
public static class ValidityComparison
{
    private static readonly TimeSpan MaxTimeZoneShift = TimeSpan.FromHours(14);

    private static readonly TimeSpan TimeZoneStep = TimeSpan.FromMinutes(15);

    // End times are 23:59:59 or 00:00:00, with or without seconds.
    private static readonly TimeSpan RoundingTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Whether two periods can be of one certificate: equal length, shifted by at most 14 hours. Unknown times match.</summary>
    /// <param name="notBefore">Start of the one.</param>
    /// <param name="notAfter">End of the one.</param>
    /// <param name="otherNotBefore">Start of the other.</param>
    /// <param name="otherNotAfter">End of the other.</param>
    public static bool MayBeSame(
        DateTimeOffset? notBefore, DateTimeOffset? notAfter, DateTimeOffset? otherNotBefore, DateTimeOffset? otherNotAfter)
    {
        var start = notBefore - otherNotBefore;
        var end = notAfter - otherNotAfter;
        return IsTimeZoneShift(start) && IsTimeZoneShift(end) && !((start - end)?.Duration() > RoundingTolerance);
    }

    /// <summary>
    /// Whether two periods are equal to the second, except for a time zone shift. Used without permission to read the certificates.
    /// Consecutive certificates of a CA differ.
    /// </summary>
    /// <param name="notBefore">Start of the one.</param>
    /// <param name="notAfter">End of the one.</param>
    /// <param name="otherNotBefore">Start of the other.</param>
    /// <param name="otherNotAfter">End of the other.</param>
    public static bool IsSame(
        DateTimeOffset? notBefore, DateTimeOffset? notAfter, DateTimeOffset? otherNotBefore, DateTimeOffset? otherNotAfter)
    {
        var start = notBefore - otherNotBefore;
        return start is { } shift && start == notAfter - otherNotAfter && IsTimeZoneShift(shift) && shift.Ticks % TimeZoneStep.Ticks == 0;
    }

    private static bool IsTimeZoneShift(TimeSpan? difference) => !(difference?.Duration() > MaxTimeZoneShift + RoundingTolerance);
}
