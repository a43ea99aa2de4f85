using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Ssl;

/// <summary>Whether a domain of a cloud resource serves the certificate that the resource has.</summary>
public sealed record SslCertificateBindingTest
{
    /// <summary>Certificate that should be served.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Kind of resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource, as <c>Publish-SslCertificate -Instance</c> names it; null where it has no such name.</summary>
    public string? Instance { get; init; }

    /// <summary>Domain as it is configured; null for a resource without one.</summary>
    public string? Domain { get; init; }

    /// <summary>Name that was asked for: the domain, or a name under a wildcard.</summary>
    public string? ServerName { get; init; }

    /// <summary>Whether the served certificate is the expected one.</summary>
    public bool Passed { get; init; }

    /// <summary>Whether the address took a connection; false when its name does not resolve or nothing answers there.</summary>
    public bool IsReachable { get; init; } = true;

    /// <summary>SHA-1 thumbprint of the leaf that should be served.</summary>
    public string? ExpectedThumbprint { get; init; }

    /// <summary>SHA-1 thumbprint of the leaf that was served.</summary>
    public string? ServedThumbprint { get; init; }

    /// <summary>Common name of the served leaf; its first DNS name where it has none.</summary>
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

    /// <summary>A verification that failed, as an error: the certificate was deployed in either case.</summary>
    public TencentCertException ToException() => IsReachable
        ? new TencentCertException(ErrorCodes.NotServed, $"{this} has {CertificateId}, but does not serve it: {Reason}")
        {
            Advice = Wording.Of(
                $"The resource has the certificate. Check where the domain's name leads; -ConnectTo names an address for the handshake. Test-SslCertificateBinding repeats it."),
        }
        : new TencentCertException(ErrorCodes.NotReachable, $"{this} has {CertificateId}, but that could not be tested: {Reason}")
        {
            Advice = Wording.Of(
                $"The resource has the certificate; only its test could not be made. Give -ConnectTo an address that answers for the domain, or test later with Test-SslCertificateBinding."),
        };

    /// <inheritdoc />
    public override string ToString() => $"{ResourceType} {Domain ?? Instance}";
}
