using System.Net;
using TencentCert.Core.Client;

namespace TencentCert.Core.Bindings;

/// <summary>How a plan is carried out.</summary>
public sealed record BindingOptions
{
    /// <summary>Requests, and handshakes, under way at the same time.</summary>
    public int ThrottleLimit { get; init; } = Concurrency.DefaultThrottleLimit;

    /// <summary>Whether a change ends only when GAAP shows it; always so in a rotation, an undo, and with <see cref="Verify"/>.</summary>
    public bool Wait { get; init; }

    /// <summary>Whether each domain is tested by a TLS handshake.</summary>
    public bool Verify { get; init; }

    /// <summary>Address for the handshakes; null takes each domain's own name and its listener's port.</summary>
    public DnsEndPoint? ConnectTo { get; init; }

    /// <summary>Called, on any thread, with the number of domains left to prove when no other work is left.</summary>
    public Action<int>? OnlyProofsLeft { get; init; }

    /// <summary>Whether a certificate is imported although the check speaks against it, as far as that may be overridden.</summary>
    public bool Force { get; init; }

    /// <summary>Time for each binding from its first write on, and again for its handshakes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}
