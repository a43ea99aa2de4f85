using TencentCert.Core.Certificates;

namespace TencentCert.Core.Ssl;

/// <summary>Result of a test whether a domain of a cloud resource serves the resource's certificate.</summary>
public sealed record SslCertificateBindingTest : ServedCertificateTest
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

    /// <summary>A failed verification as an error; the certificate was deployed nevertheless.</summary>
    public TencentCertException ToException() => IsReachable
        ? new TencentCertException(ErrorCodes.NotServed, $"{this} has {CertificateId}, but does not serve it: {Reason}")
        {
            Advice = Wording.Of(
                $"The resource has the certificate. Check where the domain's name leads; -ConnectTo names an address for the handshake. "
                + $"Test-SslCertificateBinding repeats it."),
        }
        : new TencentCertException(ErrorCodes.NotReachable, $"{this} has {CertificateId}, but that could not be tested: {Reason}")
        {
            Advice = Wording.Of(
                $"The resource has the certificate; only its test could not be made. Give -ConnectTo an address that answers for the "
                + $"domain, or test later with Test-SslCertificateBinding."),
        };

    /// <inheritdoc />
    public override string ToString() => $"{ResourceType} {Domain ?? Instance}";
}
