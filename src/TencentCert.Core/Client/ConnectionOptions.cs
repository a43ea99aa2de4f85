using System.Net;

namespace TencentCert.Core.Client;

/// <summary>Everything a connection can be told, with the defaults.</summary>
public sealed record ConnectionOptions
{
    /// <summary>URI for every service or pattern with <c>{service}</c>; null for the site's own hosts.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Site; null reads it off the endpoint.</summary>
    public TencentSite? Site { get; init; }

    /// <summary>Value of <c>X-TC-Region</c>; left out when null. The certificate calls need none.</summary>
    public string? Region { get; init; }

    /// <summary>Language of the service's messages: <c>en-US</c> or <c>zh-CN</c>.</summary>
    public string Language { get; init; } = "en-US";

    /// <summary>Requests a second for each action; null takes each service's documented limit.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Time for one attempt, from connecting to the last byte.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Repeats after faults that pass; throttling and busy answers are not counted but bounded by <see cref="Patience"/>.
    /// </summary>
    public int MaximumRetryCount { get; init; } = 4;

    /// <summary>How long after its first failure a call is still repeated when the caller sets no deadline.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The metadata service of the CVM this runs on; asked for a role's key.</summary>
    public Uri MetadataService { get; init; } = new("http://metadata.tencentyun.com");

    /// <summary>Address for the TLS handshakes that test bindings, where a call gives none; null takes each domain's own name.</summary>
    public DnsEndPoint? ConnectTo { get; init; }

    /// <summary>Time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
