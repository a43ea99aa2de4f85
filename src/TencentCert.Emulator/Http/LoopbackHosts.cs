using System.Net;
using System.Net.Sockets;

namespace TencentCert.Emulator.Http;

/// <summary>The host names that are served; each resolves to this machine.</summary>
internal sealed class LoopbackHosts
{
    private readonly HashSet<string> _names = new(["127.0.0.1", "localhost"], StringComparer.OrdinalIgnoreCase);

    private LoopbackHosts(IEnumerable<string> names) => _names.UnionWith(names);

    public static async Task<LoopbackHosts> ResolveAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        // By definition these names resolve to loopback (RFC 6761), even if the resolver does not support them.
        foreach (var name in names.Where(name => !name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)))
        {
            IPAddress[] addresses;
            try
            {
                addresses = await Dns.GetHostAddressesAsync(name, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                addresses = [];
            }

            if (addresses.Length == 0 || !Array.TrueForAll(addresses, IPAddress.IsLoopback))
                throw new ArgumentException($"The host name '{name}' does not resolve to loopback; the emulator listens nowhere else.");
        }

        return new LoopbackHosts(names);
    }

    /// <summary>Whether a Host header, with or without a port, names one of them.</summary>
    public bool Contains(string? header) => header is not null && _names.Contains(header.Split(':')[0]);
}
