using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Request for DeployCertificateInstance. https://cloud.tencent.com/document/product/400/91667</summary>
public sealed record SslPublishRequest
{
    /// <summary>Certificate to deploy.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Resource type.</summary>
    public required SslResourceType ResourceType { get; init; }

    /// <summary>Resources, in the format of their type; see <see cref="SslResourceType.Forms"/>.</summary>
    public required IReadOnlyList<string> Instances { get; init; }

    /// <summary>Region; that of the resources' names or of the connection when null.</summary>
    public string? Region { get; init; }

    /// <summary>For <c>live</c>: -1 not associated, 1 HTTPS on, 0 HTTPS off.</summary>
    public long? Status { get; init; }

    /// <summary>Whether the service may use its cache of the resources, at most half an hour old.</summary>
    public bool UseCache { get; init; }

    /// <summary>Deploys even if <see cref="SslDeploymentGuard"/> refuses.</summary>
    public bool Force { get; init; }

    internal string? RegionOn(TencentCertConnection connection)
    {
        var region = Region ?? Instances.Select(instance => ResourceType.RegionOf(instance)).OfType<string>().FirstOrDefault()
            ?? connection.Options.Region;
        ResourceType.RequireRegion(region);
        return region;
    }

    internal DeployCertificateInstanceRequest ToWire()
    {
        SslCertificateId.Check(CertificateId);
        if (Instances.Count == 0)
            throw TencentCertException.Invalid($"-Instance names no resource.");

        foreach (var instance in Instances)
            ResourceType.CheckInstance(instance);

        return new DeployCertificateInstanceRequest
        {
            CertificateId = CertificateId,
            ResourceType = ResourceType.Name,
            InstanceIdList = [.. Instances.Distinct(StringComparer.Ordinal)],
            Status = Status,
            IsCache = UseCache ? 1 : 0,
        };
    }
}

/// <summary>Preflight of a deployment onto named resources.</summary>
/// <param name="Request">Request, with the resources that fit.</param>
/// <param name="Bindings">These resources, with their known domains.</param>
/// <param name="Refused">Resources that do not fit, each with its error.</param>
/// <param name="Warnings">Warnings before the deployment; with <see cref="SslPublishRequest.Force"/> also the overridden refusals.</param>
public sealed record SslPublishPreflight(
    SslPublishRequest Request, IReadOnlyList<SslCertificateBinding> Bindings, IReadOnlyList<SslPublishRefusal> Refused,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Number, type and names: <c>1 CDN domain: eu.shop.example.com|on</c>.</summary>
    public string Summary => Wording.Of(
        $"{SslResourceSummary.Kind(Request.ResourceType, Request.Instances.Count)}: {Wording.List(Bindings.Select(Text))}");

    // A name alone does not show the affected domains.
    private string Text(SslCertificateBinding binding) =>
        binding.Domain.Count == 0 || Request.ResourceType.DomainOf(binding.Instance ?? "") is not null
            ? binding.Instance ?? ""
            : $"{binding.Instance} ({string.Join(", ", binding.Domain)})";
}

/// <summary>A resource that did not receive the certificate.</summary>
/// <param name="Instance">Name.</param>
/// <param name="Error">Reason.</param>
public sealed record SslPublishRefusal(string Instance, TencentCertException Error);

/// <summary>Result of a deployment onto named resources.</summary>
/// <param name="Deployments">New deployments and existing ones.</param>
/// <param name="Refused">Resources the service refused, each with its error.</param>
public sealed record SslPublishResult(IReadOnlyList<SslDeployment> Deployments, IReadOnlyList<SslPublishRefusal> Refused);
