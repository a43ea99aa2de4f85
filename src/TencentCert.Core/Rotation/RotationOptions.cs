using System.Net;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>How a rotation is executed.</summary>
public sealed record RotationOptions
{
    /// <summary>Targets of the new certificates.</summary>
    public RotationScope Scope { get; init; }

    /// <summary>How the domains of new certificates are validated.</summary>
    public SslValidType ValidType { get; init; } = SslValidType.DNS_AUTO;

    /// <summary>Whether each domain is verified by a TLS handshake.</summary>
    public bool Verify { get; init; }

    /// <summary>Address for the handshakes; null uses each domain's own name.</summary>
    public DnsEndPoint? ConnectTo { get; init; }

    /// <summary>Journal; one of the same kind is continued. Null for none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>Whether the old certificates are removed when everything is verified and nothing uses them.</summary>
    public bool RemoveOld { get; init; }

    /// <summary>Number of certificates ordered or deployed concurrently; any number waits for issue.</summary>
    public int CertificatesAtOnce { get; init; } = 8;

    /// <summary>Number of concurrent requests of one kind.</summary>
    public int ThrottleLimit { get; init; } = Concurrency.DefaultThrottleLimit;

    /// <summary>Time for the issue of a certificate, for a deployment onto resources, and for their verification.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);
}
