using System.Net;
using System.Net.Sockets;

namespace TencentCert.Emulator.Http;

/// <summary>Makes sure that nothing but this machine is listened to.</summary>
internal static class LoopbackHosts
{
    public static async Task RequireAsync(IEnumerable<string> hosts, CancellationToken cancellationToken)
    {
        foreach (var host in hosts)
        {
            IPAddress[] addresses;
            try
            {
                addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                addresses = [];
            }

            if (addresses.Length == 0 || !Array.TrueForAll(addresses, IPAddress.IsLoopback))
            {
                throw new ArgumentException($"The host name '{host}' does not resolve to loopback; the emulator listens nowhere else.");
            }
        }
    }

    /// <summary>Whether <c>localhost</c> can be served beside 127.0.0.1: its first address may be an IPv6 one that this machine lacks.</summary>
    public static bool CanServeLocalhost()
    {
        try
        {
            using var listener = new TcpListener(Dns.GetHostAddresses("localhost")[0], 0);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
