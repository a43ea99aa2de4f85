namespace TencentCert.Core.Client;

/// <summary>Default degree of parallelism of a command.</summary>
public static class Concurrency
{
    /// <summary>Default number of concurrent requests: enough for the rate limit even if a response takes 800 ms.</summary>
    public const int DefaultThrottleLimit = 16;
}
