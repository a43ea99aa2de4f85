using System.Globalization;
using System.Net;
using TencentCert.Core.Api;

namespace TencentCert.Pipeline;

/// <summary>Reads <c>-ConnectTo</c>: <c>host:port</c>, <c>[address]:port</c>, or a host alone for port 443.</summary>
internal static class HostAndPort
{
    /// <summary>The end point; null stays null.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public static DnsEndPoint? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var host = text.Trim();
        var port = 443;
        var colon = host.LastIndexOf(':');

        // More than one colon outside brackets is a bare IPv6 address.
        if (colon > host.LastIndexOf(']') && (host.StartsWith('[') || host.IndexOf(':', StringComparison.Ordinal) == colon))
        {
            if (!int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
            {
                throw Invalid(text);
            }

            host = host[..colon];
        }

        host = host.Trim('[', ']');
        return Uri.CheckHostName(host) == UriHostNameType.Unknown ? throw Invalid(text) : new DnsEndPoint(host, port);
    }

    private static TencentCertException Invalid(string text) =>
        new(ErrorCodes.InvalidParameter, $"'{text}' is not a host and port; write host:port, such as 203.0.113.7:443.");
}
