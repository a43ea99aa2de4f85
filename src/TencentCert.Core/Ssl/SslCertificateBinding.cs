namespace TencentCert.Core.Ssl;

/// <summary>A cloud resource that uses a certificate (DescribeCertificateBindResourceTaskDetail).</summary>
public sealed record SslCertificateBinding
{
    /// <summary>Certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Kind of resource, such as <c>clb</c>; <c>gaap</c> is GA2.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Region; null for resources without one.</summary>
    public string? Region { get; init; }

    /// <summary>Instance, such as a load balancer; null for a resource that is only a domain.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Its name.</summary>
    public string? InstanceName { get; init; }

    /// <summary>Listener, namespace or bucket inside the instance.</summary>
    public string? ListenerId { get; init; }

    /// <summary>Domains served with the certificate.</summary>
    public IReadOnlyList<string> Domain { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>
    /// The resource as DeployCertificateInstance names it, for <c>Publish-SslCertificate -Instance</c>; null if it cannot be deployed to.
    /// </summary>
    public string? Instance { get; init; }

    /// <summary>The resource's own state, if known.</summary>
    public string? Status { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{ResourceType} {Instance ?? InstanceId ?? string.Join(',', Domain)}";
}
