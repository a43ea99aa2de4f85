using TencentCert.Core.Certificates;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>Whether a domain serves the certificate that GAAP says it has.</summary>
public sealed record GaapCertificateTest
{
    /// <summary>Listener.</summary>
    public required string ListenerId { get; init; }

    /// <summary>Domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Whether the served certificate is the expected one.</summary>
    public bool Passed { get; init; }

    /// <summary>Whether the address took a connection; false when its name does not resolve or nothing answers there.</summary>
    public bool IsReachable { get; init; } = true;

    /// <summary>Certificate that should be served, in GAAP's store.</summary>
    public string? CertificateId { get; init; }

    /// <summary>SHA-1 thumbprint of the leaf that should be served.</summary>
    public string? ExpectedThumbprint { get; init; }

    /// <summary>SHA-1 thumbprint of the leaf that was served.</summary>
    public string? ServedThumbprint { get; init; }

    /// <summary>Common name of the served leaf.</summary>
    public string? ServedSubjectCN { get; init; }

    /// <summary>End of the served leaf's validity.</summary>
    public DateTimeOffset? ServedNotAfter { get; init; }

    /// <summary>Start of the served leaf's validity.</summary>
    public DateTimeOffset? ServedNotBefore { get; init; }

    /// <summary>Names the served leaf is for.</summary>
    public IReadOnlyList<string> ServedDnsNames { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>The chain that was sent, leaf first.</summary>
    public IReadOnlyList<CertificateFacts> ServedChain { get; init => field = JoinedList<CertificateFacts>.Of(value); } =
        JoinedList<CertificateFacts>.Empty;

    /// <summary>
    /// Why a client would refuse what is served, though it be the right certificate: dates, missing issuers, names. Empty where it would
    /// not.
    /// </summary>
    public IReadOnlyList<string> ClientProblem { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Address the handshake was made with.</summary>
    public string? ConnectedTo { get; init; }

    /// <summary>TLS version.</summary>
    public string? Protocol { get; init; }

    /// <summary>Why it did not pass.</summary>
    public string? Reason { get; init; }
}
