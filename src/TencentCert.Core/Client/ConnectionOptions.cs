using System.Net;

namespace TencentCert.Core.Client;

/// <summary>Settings of a connection, with their defaults.</summary>
public sealed record ConnectionOptions
{
    /// <summary>URI for every service or pattern with <c>{service}</c>; null for the site's own hosts.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Site; null derives it from the endpoint.</summary>
    public TencentSite? Site { get; init; }

    /// <summary>Value of <c>X-TC-Region</c>; null omits the header. Certificate actions need no region.</summary>
    public string? Region { get; init; }

    /// <summary>Language of the service's messages: <c>en-US</c> or <c>zh-CN</c>.</summary>
    public string Language { get; init; } = "en-US";

    /// <summary>Requests a second for each action; null uses each service's documented limit.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Time for one attempt, from connecting to the last byte.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Maximum number of retries after transient faults. Throttled and busy responses are not counted; <see cref="RetryTimeout"/> limits
    /// them.
    /// </summary>
    public int MaximumRetryCount { get; init; } = 4;

    /// <summary>How long a call is retried after its first failure if the caller sets no deadline.</summary>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Metadata service of the CVM, which provides the role's key.</summary>
    public Uri MetadataService { get; init; } = new("http://metadata.tencentyun.com");

    /// <summary>Default address for the TLS handshakes that test bindings; null uses each domain's own name.</summary>
    public DnsEndPoint? ConnectTo { get; init; }

    /// <summary>Time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
