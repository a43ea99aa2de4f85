using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Wire.Ssl;


namespace TencentCert.Core.Ssl;

/// <summary>What DeployCertificateInstance is asked for. https://cloud.tencent.com/document/product/400/91667</summary>
public sealed record SslPublishRequest
{
    /// <summary>Certificate to deploy.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Kind of resource.</summary>
    public required SslResourceType ResourceType { get; init; }

    /// <summary>Resources, each in the form of its kind; see <see cref="SslInstanceName"/>.</summary>
    public required IReadOnlyList<string> Instances { get; init; }

    /// <summary>Region; that of the resources' names or of the connection when null.</summary>
    public string? Region { get; init; }

    /// <summary>For <c>live</c>: -1 not associated, 1 HTTPS on, 0 HTTPS off.</summary>
    public long? Status { get; init; }

    /// <summary>Whether the service may rely on what it knew of the resources half an hour ago.</summary>
    public bool UseCache { get; init; }

    internal string? RegionOn(TencentCertConnection connection)
    {
        var region = Region ?? Instances.Select(one => SslInstanceName.RegionOf(ResourceType.Name, one)).FirstOrDefault(one => one is not null) ?? connection.Options.Region;
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
            SslInstanceName.Check(ResourceType.Name, instance);
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
