using TencentCert.Core.Certificates;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Ssl;

/// <summary>Result of a test whether a domain of a cloud resource serves the resource's certificate.</summary>
public sealed record SslCertificateBindingTest
{
    /// <summary>Expected certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Kind of resource.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The resource as <c>Publish-SslCertificate -Instance</c> names it; null without such a name.</summary>
    public string? Instance { get; init; }

    /// <summary>Domain as it is configured; null for a resource without one.</summary>
    public string? Domain { get; init; }

    /// <summary>Requested server name: the domain, or a name below a wildcard.</summary>
    public string? ServerName { get; init; }

    /// <summary>Whether the served certificate is the expected one.</summary>
    public bool Passed { get; init; }

    /// <summary>Whether the address accepted a connection; false when its name does not resolve or nothing responds.</summary>
    public bool IsReachable { get; init; } = true;

    /// <summary>SHA-1 thumbprint of the expected leaf.</summary>
    public string? ExpectedThumbprint { get; init; }

    /// <summary>SHA-1 thumbprint of the served leaf.</summary>
    public string? ServedThumbprint { get; init; }

    /// <summary>Common name of the served leaf; its first DNS name where it has none.</summary>
    public string? ServedSubjectCN { get; init; }

    /// <summary>End of the served leaf's validity.</summary>
    public DateTimeOffset? ServedNotAfter { get; init; }

    /// <summary>Start of the served leaf's validity.</summary>
    public DateTimeOffset? ServedNotBefore { get; init; }

    /// <summary>DNS names of the served leaf.</summary>
    public IReadOnlyList<string> ServedDnsNames { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>The served chain, leaf first.</summary>
    public IReadOnlyList<CertificateFacts> ServedChain { get; init => field = JoinedList<CertificateFacts>.Of(value); } =
        JoinedList<CertificateFacts>.Empty;

    /// <summary>
    /// Why a client would refuse the served certificate although it is the right one: dates, missing issuers, names. Empty if it would
    /// not.
    /// </summary>
    public IReadOnlyList<string> ClientProblem { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Address of the handshake.</summary>
    public string? ConnectedTo { get; init; }

    /// <summary>TLS version.</summary>
    public string? Protocol { get; init; }

    /// <summary>Why the test failed.</summary>
    public string? Reason { get; init; }

    /// <summary>A failed verification as an error; the certificate was deployed nevertheless.</summary>
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
