namespace TencentCert.Core.Client;

/// <summary>Exponential backoff with full jitter: between zero and a ceiling that doubles.</summary>
internal static class Backoff
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(20);

    /// <summary>The pause before the next attempt.</summary>
    /// <param name="reason">Busy resources get longer pauses than faults and limits.</param>
    /// <param name="failures">Failures of this kind so far, from 1.</param>
    /// <param name="random">Source of jitter between 0 and 1.</param>
    public static TimeSpan Pause(RetryReason reason, int failures, double random)
    {
        var firstPause = reason == RetryReason.Busy ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(400);
        var maxPause = reason == RetryReason.Busy ? TimeSpan.FromSeconds(5) : MaxPause;
        var ceiling = Math.Min(maxPause.TotalMilliseconds, firstPause.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 16)));
        return TimeSpan.FromMilliseconds(ceiling * random);
    }
}
