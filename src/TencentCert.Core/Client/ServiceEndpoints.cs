using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace TencentCert.Core.Client;

/// <summary>Tencent Cloud's two sites; a key is valid on one of them only.</summary>
public enum TencentSite : long
{
    /// <summary>cloud.tencent.com.</summary>
    China,

    /// <summary>www.tencentcloud.com.</summary>
    International,
}

/// <summary>Finds the address of a service: the site's own, one endpoint, or a pattern with <c>{service}</c>.</summary>
public sealed class ServiceEndpoints
{
    private const string Placeholder = "{service}";
    private readonly string _pattern;
    private readonly ConcurrentDictionary<string, ServiceAddress> _addresses = new(StringComparer.Ordinal);

    /// <summary>Validates and stores an endpoint.</summary>
    /// <param name="endpoint">URI for all services, or a pattern with <c>{service}</c>; null for the site's own hosts.</param>
    /// <param name="site">Site; null derives it from the endpoint (<c>.intl.</c>).</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidEndpoint"/>.</exception>
    public ServiceEndpoints(string? endpoint = null, TencentSite? site = null)
    {
        Site = site
            ?? (endpoint?.Contains(".intl.", StringComparison.OrdinalIgnoreCase) == true ? TencentSite.International : TencentSite.China);
        _pattern = endpoint is null
            ? Site == TencentSite.International ? "https://{service}.intl.tencentcloudapi.com" : "https://{service}.tencentcloudapi.com"
            : Normalize(endpoint);
        var example = Of(ApiService.Ssl);
        Check(example, endpoint ?? _pattern);
        IsLoopback = example.IsLoopback || example.Scheme == Uri.UriSchemeHttp;
    }

    /// <summary>The site.</summary>
    public TencentSite Site { get; }

    /// <summary>
    /// Whether the services are on this machine, so that no proxy is used. Plain HTTP is always loopback: <see cref="Of"/> checks it.
    /// </summary>
    public bool IsLoopback { get; }

    /// <summary>Address of a service.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidEndpoint"/>: the pattern gives no valid URI for this service,
    /// or plain HTTP to another machine.</exception>
    public Uri Of(ApiService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return AddressOf(service).Uri;
    }

    internal ServiceAddress AddressOf(ApiService service) =>
        _addresses.GetOrAdd(service.Name, name => ServiceAddress.Of(Address(name)));

    /// <inheritdoc />
    public override string ToString() => _pattern;

    // Checked for each service, because a pattern may give a different host for each.
    private Uri Address(string service)
    {
        if (!Uri.TryCreate(_pattern.Replace(Placeholder, service, StringComparison.Ordinal), UriKind.Absolute, out var uri))
            throw Refused(_pattern, $"is not a URI");

        return uri.Scheme != Uri.UriSchemeHttp || ResolvesToLoopback(uri)
            ? uri
            : throw Refused(_pattern, $"is plain http to another machine; use https");
    }

    // Other tools accept a bare host.
    private static string Normalize(string endpoint)
    {
        // The message does not repeat the endpoint: the user info may be a password.
        var text = endpoint.Trim();
        if (text.Contains('@', StringComparison.Ordinal))
            throw new TencentCertException(ErrorCodes.InvalidEndpoint, $"The endpoint has a user name in it. Give scheme and host only.");

        return (text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text).TrimEnd('/');
    }

    private static void Check(Uri uri, string given)
    {
        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            throw Refused(given, $"is neither https nor http");

        if (uri.AbsolutePath != "/" || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw Refused(given, $"has a path or query; the signature covers none, so give scheme and host only");

        if (uri.Host.Length == 0)
            throw Refused(given, $"must be a scheme and a host, such as https://{{service}}.tencentcloudapi.com");
    }

    private static bool ResolvesToLoopback(Uri uri)
    {
        if (uri.IsLoopback || uri.HostNameType is not UriHostNameType.Dns)
            return uri.IsLoopback;

        try
        {
            return Dns.GetHostAddresses(uri.IdnHost) is { Length: > 0 } addresses && addresses.All(IPAddress.IsLoopback);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private static TencentCertException Refused(string endpoint, Wording problem) =>
        new(ErrorCodes.InvalidEndpoint, $"Endpoint '{endpoint}' {problem}.");
}

/// <summary>Address and signed Host header, as the handler writes it; an explicit header would be validated on each call.</summary>
internal sealed record ServiceAddress(Uri Uri, string Host)
{
    public static ServiceAddress Of(Uri uri)
    {
        var name = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return new ServiceAddress(uri, uri.IsDefaultPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{uri.Port}"));
    }
}
