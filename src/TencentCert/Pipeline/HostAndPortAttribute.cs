using System.Globalization;
using System.Net;

namespace TencentCert.Pipeline;

/// <summary>Accepts <c>host:port</c>, <c>[address]:port</c>, or a host for port 443. Mistakes are reported before any change.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HostAndPortAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Unwrapped.Value(inputData) switch
        {
            null => null,
            DnsEndPoint endPoint => endPoint,
            var other => Parse(other.ToString() ?? ""),
        };

    private static DnsEndPoint Parse(string text)
    {
        var host = text.Trim();
        var port = 443;
        var colon = host.LastIndexOf(':');

        // More than one colon outside brackets is a bare IPv6 address.
        if (colon > host.LastIndexOf(']') && (host.StartsWith('[') || host.IndexOf(':', StringComparison.Ordinal) == colon))
        {
            if (!int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
                throw Invalid(text);

            host = host[..colon];
        }

        host = host.Trim('[', ']');
        return Uri.CheckHostName(host) == UriHostNameType.Unknown ? throw Invalid(text) : new DnsEndPoint(host, port);
    }

    private static ArgumentTransformationMetadataException Invalid(string text) =>
        new(Wording.Of($"'{SecretInput.Shown(text)}' is not a host and port; write host:port, such as 203.0.113.7:443."));
}
