namespace TencentCert.Core.Certificates;

/// <summary>
/// Compares times of validity as services list them. They only narrow a search: GAAP's have been published 8 hours early at both
/// ends, as local times are, so another time zone's are taken for the same; the certificate itself decides.
/// </summary>
public static class ValidityComparison
{
    private static readonly TimeSpan LongestShift = TimeSpan.FromHours(14);

    private static readonly TimeSpan ZoneStep = TimeSpan.FromMinutes(15);

    // Ends are written as 23:59:59 or 00:00:00, and with or without seconds.
    private static readonly TimeSpan Rounding = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether two validities may be those of one certificate: as long, and shifted by at most 14 hours. Unknown times may be any.
    /// </summary>
    /// <param name="notBefore">Start of the one.</param>
    /// <param name="notAfter">End of the one.</param>
    /// <param name="otherNotBefore">Start of the other.</param>
    /// <param name="otherNotAfter">End of the other.</param>
    public static bool MayBeSame(
        DateTimeOffset? notBefore, DateTimeOffset? notAfter, DateTimeOffset? otherNotBefore, DateTimeOffset? otherNotAfter)
    {
        var start = notBefore - otherNotBefore;
        var end = notAfter - otherNotAfter;
        return IsShift(start) && IsShift(end) && !((start - end)?.Duration() > Rounding);
    }

    /// <summary>
    /// Whether two validities are the same to the second, but for a time zone's shift: what can be said where the certificates themselves
    /// may not be read. Two that a CA issues one after the other differ.
    /// </summary>
    /// <param name="notBefore">Start of the one.</param>
    /// <param name="notAfter">End of the one.</param>
    /// <param name="otherNotBefore">Start of the other.</param>
    /// <param name="otherNotAfter">End of the other.</param>
    public static bool IsSame(
        DateTimeOffset? notBefore, DateTimeOffset? notAfter, DateTimeOffset? otherNotBefore, DateTimeOffset? otherNotAfter)
    {
        var start = notBefore - otherNotBefore;
        return start is { } shift && start == notAfter - otherNotAfter && IsShift(shift) && shift.Ticks % ZoneStep.Ticks == 0;
    }

    private static bool IsShift(TimeSpan? difference) => !(difference?.Duration() > LongestShift + Rounding);
}
