using System.Net;

namespace TencentCert.Core.Bindings;

/// <summary>Execution options of a plan.</summary>
public sealed record BindingOptions
{
    /// <summary>Number of concurrent requests and handshakes.</summary>
    public int ThrottleLimit { get; init; } = Concurrency.DefaultThrottleLimit;

    /// <summary>Whether to wait until GAAP shows a change; always true in a rotation, an undo, and with <see cref="Verify"/>.</summary>
    public bool Wait { get; init; }

    /// <summary>Whether to test each domain by a TLS handshake.</summary>
    public bool Verify { get; init; }

    /// <summary>Address for the handshakes; null uses each domain's own name and its listener's port.</summary>
    public DnsEndPoint? ConnectTo { get; init; }

    /// <summary>Receives, on any thread, the number of domains left to verify when no other work is left.</summary>
    public Action<int>? VerificationProgress { get; init; }

    /// <summary>Whether to import a certificate despite findings that may be overridden.</summary>
    public bool Force { get; init; }

    /// <summary>Time for each binding from its first write, and the same time again for its handshakes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}
