using System.Globalization;

namespace TencentCert.Core.Client;

/// <summary>Address of a service and its Host header.</summary>
/// <param name="Uri">Address.</param>
/// <param name="Host">Signed Host header, as the handler writes it; setting it explicitly would validate it on each call.</param>
internal sealed record ServiceAddress(Uri Uri, string Host)
{
    public static ServiceAddress Of(Uri uri)
    {
        var name = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return new ServiceAddress(uri, uri.IsDefaultPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{uri.Port}"));
    }
}
