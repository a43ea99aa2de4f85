using System.Globalization;

namespace TencentCert.Core.Client;

/// <summary>Where a service is, and how the Host header names it.</summary>
/// <param name="Uri">Address.</param>
/// <param name="Host">Signed; as the handler itself writes the header: setting it too would have it checked anew at each call.</param>
internal sealed record ServiceAddress(Uri Uri, string Host)
{
    public static ServiceAddress Of(Uri uri)
    {
        var name = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return new ServiceAddress(uri, uri.IsDefaultPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{uri.Port}"));
    }
}
