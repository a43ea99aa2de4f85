namespace TencentCert.Core.Ssl;

/// <summary>A cloud resource that can be given a certificate (DescribeHost…InstanceList).</summary>
public sealed record SslDeploymentTarget
{
    /// <summary>Certificate of the search; Publish-SslCertificate takes it from the pipeline.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Kind of resource, such as <c>clb</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>
    /// The resource as DeployCertificateInstance names it, for <c>Publish-SslCertificate -Instance</c>; null where a part of it is not
    /// known.
    /// </summary>
    public string? Instance { get; init; }

    /// <summary>Region; null for resources without one.</summary>
    public string? Region { get; init; }

    /// <summary>Instance, such as a load balancer; null for a resource that is only a domain.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Its name.</summary>
    public string? InstanceName { get; init; }

    /// <summary>Listener, or namespace and secret, inside the instance.</summary>
    public string? ListenerId { get; init; }

    /// <summary>Domains that it serves.</summary>
    public IReadOnlyList<string> Domain { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Domains that the certificate does not cover, according to the service.</summary>
    public IReadOnlyList<string> NoMatchDomains { get; init => field = JoinedList<string>.Of(value); } = JoinedList<string>.Empty;

    /// <summary>Whether the certificate covers every domain.</summary>
    public bool IsMatch => NoMatchDomains.Count == 0;

    /// <summary>Present certificate; null when there is none, or it is unknown.</summary>
    public string? PresentCertificateId { get; init; }

    /// <summary>The resource's own state, or the protocol of its listener.</summary>
    public string? Status { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{ResourceType} {Instance ?? InstanceId ?? string.Join(',', Domain)}";
}

/// <summary>Filters of a search for deployment targets.</summary>
public sealed record SslDeploymentTargetQuery
{
    /// <summary>Certificate to deploy.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Kind of resource.</summary>
    public required SslResourceType ResourceType { get; init; }

    /// <summary>Region; that of the connection when null.</summary>
    public string? Region { get; init; }

    /// <summary>Only resources that have this certificate now; any when null.</summary>
    public string? OldCertificateId { get; init; }

    /// <summary>Also resources with domains that the certificate does not cover.</summary>
    public bool IncludeMismatch { get; init; }

    /// <summary>Whether the service may use its cache, which is up to half an hour old.</summary>
    public bool UseCache { get; init; }
}
