namespace TencentCert.Core.Client;

/// <summary>Default degree of parallelism of a command.</summary>
public static class Concurrency
{
    /// <summary>Default number of concurrent requests: as many as the rate limit allows in a second.</summary>
    public const int DefaultThrottleLimit = 20;
}
