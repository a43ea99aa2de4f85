namespace TencentCert.Core.Client;

/// <summary>Default degrees of parallelism of a command.</summary>
public static class Concurrency
{
    /// <summary>Default number of concurrent requests: as many as the rate limit allows in a second.</summary>
    public const int DefaultThrottleLimit = 20;

    /// <summary>Default number of concurrent items of the SSL service, each of which may take several requests.</summary>
    public const int DefaultItemLimit = 8;
}
