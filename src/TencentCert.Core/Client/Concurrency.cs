namespace TencentCert.Core.Client;

/// <summary>How much a command does at the same time.</summary>
public static class Concurrency
{
    /// <summary>
    /// Requests under way at the same time, unless told otherwise: enough for the rate limit even where an answer takes 800 ms.
    /// </summary>
    public const int DefaultThrottleLimit = 16;
}
