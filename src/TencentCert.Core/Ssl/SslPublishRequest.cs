using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>What DeployCertificateInstance is asked for. https://cloud.tencent.com/document/product/400/91667</summary>
public sealed record SslPublishRequest
{
    /// <summary>Certificate to deploy.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Kind of resource.</summary>
    public required SslResourceType ResourceType { get; init; }

    /// <summary>Resources, each in the form of its kind; see <see cref="SslResourceType.Forms"/>.</summary>
    public required IReadOnlyList<string> Instances { get; init; }

    /// <summary>Region; that of the resources' names or of the connection when null.</summary>
    public string? Region { get; init; }

    /// <summary>For <c>live</c>: -1 not associated, 1 HTTPS on, 0 HTTPS off.</summary>
    public long? Status { get; init; }

    /// <summary>Whether the service may rely on what it knew of the resources half an hour ago.</summary>
    public bool UseCache { get; init; }

    /// <summary>Sends it even where <see cref="SslDeploymentGuard"/> refuses.</summary>
    public bool Force { get; init; }

    internal string? RegionOn(TencentCertConnection connection)
    {
        var region = Region ?? Instances.Select(one => ResourceType.RegionOf(one)).FirstOrDefault(one => one is not null)
            ?? connection.Options.Region;
        return region is null && ResourceType.NeedsRegionHeader
            ? throw new TencentCertException(ErrorCodes.InvalidParameter,
                $"Resources of kind {ResourceType.Name} lie in a region: give -Region, such as ap-guangzhou.")
            : region;
    }

    internal DeployCertificateInstanceRequest ToWire()
    {
        SslCertificateId.Check(CertificateId);
        if (Instances.Count == 0)
        {
            throw new TencentCertException(ErrorCodes.InvalidParameter, $"-Instance names no resource.");
        }

        foreach (var instance in Instances)
        {
            ResourceType.CheckInstance(instance);
        }

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

/// <summary>What a deployment onto named resources starts from.</summary>
/// <param name="Request">Request, with the resources that fit.</param>
/// <param name="Bindings">These resources, with their domains as far as they are known.</param>
/// <param name="Refused">Resources that do not fit, each with its error.</param>
/// <param name="Warnings">What to know before it is sent; with <see cref="SslPublishRequest.Force"/> also why it should not be.</param>
public sealed record SslPublishPreflight(
    SslPublishRequest Request, IReadOnlyList<SslCertificateBinding> Bindings, IReadOnlyList<SslPublishRefusal> Refused,
    IReadOnlyList<string> Warnings)
{
    /// <summary>How many of which kind, and which: <c>1 CDN domain: eu.shop.example.com|on</c>.</summary>
    public string Summary => Wording.Of(
        $"{SslResourceSummary.Kind(Request.ResourceType, Request.Instances.Count)}: {Wording.List(Bindings.Select(Text))}");

    // A name without the domains it serves says little about what would change.
    private string Text(SslCertificateBinding binding) =>
        binding.Domain.Count == 0 || Request.ResourceType.DomainOf(binding.Instance ?? "") is not null
            ? binding.Instance ?? ""
            : $"{binding.Instance} ({string.Join(", ", binding.Domain)})";
}

/// <summary>A resource that was not given the certificate.</summary>
/// <param name="Instance">Its name.</param>
/// <param name="Error">Why.</param>
public sealed record SslPublishRefusal(string Instance, TencentCertException Error);

/// <summary>What came of a deployment onto named resources.</summary>
/// <param name="Deployments">For what was to be done and for what was done before.</param>
/// <param name="Refused">Resources the service refused, each with its error.</param>
public sealed record SslPublishResult(IReadOnlyList<SslDeployment> Deployments, IReadOnlyList<SslPublishRefusal> Refused);
