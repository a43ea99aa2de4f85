using System.Net;

namespace TencentCert.Core.Client;

/// <summary>The pause that a refused request's Retry-After header demands.</summary>
internal static class RetryAfterHeader
{
    /// <summary>The pause; null when the response is not HTTP 429 or 503, or has no such header.</summary>
    /// <param name="response">A date in it is compared with its own Date header, if there is one.</param>
    /// <param name="serverTime">Time of the service, for a response without a Date header.</param>
    public static TimeSpan? Pause(HttpResponseMessage response, DateTimeOffset serverTime)
    {
        var header = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            ? response.Headers.RetryAfter
            : null;
        var pause = header?.Delta ?? (header?.Date - (response.Headers.Date ?? serverTime));
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }
}
