namespace TencentCert.Core.Client;

/// <summary>Exponential backoff with full jitter: between zero and a ceiling that doubles.</summary>
internal static class Backoff
{
    /// <param name="reason">Busy resources get longer pauses than faults and limits.</param>
    /// <param name="failures">Failures of this kind so far, from 1.</param>
    /// <param name="random">Source of jitter between 0 and 1.</param>
    public static TimeSpan Pause(RetryReason reason, int failures, double random)
    {
        var (firstMilliseconds, maxMilliseconds) = reason == RetryReason.Busy ? (1_000, 5_000) : (400, 20_000);
        return TimeSpan.FromMilliseconds(Math.Min(maxMilliseconds, firstMilliseconds * Math.Pow(2, Math.Min(failures - 1, 16))) * random);
    }
}
