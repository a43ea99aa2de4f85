using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings;

/// <summary>Result of a test whether a domain serves the certificate bound in GAAP.</summary>
public sealed record GaapCertificateTest : ServedCertificateTest
{
    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Expected certificate in the GAAP certificate store.</summary>
    public string? CertificateId { get; init; }
}
