using System.Globalization;

namespace TencentCert.Core.Client;

/// <summary>
/// Address of a service and its signed Host header, as the handler writes it; an explicit header would be validated on each call.
/// </summary>
internal sealed record ServiceAddress(Uri Uri, string Host)
{
    public static ServiceAddress Of(Uri uri)
    {
        var name = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return new ServiceAddress(uri, uri.IsDefaultPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{uri.Port}"));
    }
}
