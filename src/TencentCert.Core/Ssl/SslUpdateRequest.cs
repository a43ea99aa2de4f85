namespace TencentCert.Core.Ssl;

/// <summary>Request for UpdateCertificateInstance. https://cloud.tencent.com/document/product/400/91649</summary>
public sealed record SslUpdateRequest
{
    /// <summary>New certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Certificate to replace.</summary>
    public required string OldCertificateId { get; init; }

    /// <summary>Only these types; every type with a resource when null.</summary>
    public IReadOnlyList<SslResourceType>? ResourceTypes { get; init; }

    /// <summary>Only these regions; every region with a resource when null.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>Switches off the old certificate's expiry notices.</summary>
    public bool MuteOldCertificate { get; init; }

    /// <summary>Updates even if <see cref="SslDeploymentGuard"/> refuses.</summary>
    public bool Force { get; init; }

    /// <summary>The filters, as parameters.</summary>
    internal string Filter => string.Join(' ', new[]
    {
        ResourceTypes is { } types ? "-ResourceType " + string.Join(", ", types.Select(type => type.Name)) : "",
        Regions is { } regions ? "-Region " + string.Join(", ", regions) : "",
    }.Where(part => part.Length > 0));

    internal bool IsOfType(string resourceType) =>
        ResourceTypes is not { } types || types.Any(type => type.Name == SslResourceType.Of(resourceType).Name);

    // A type without regions matches every region.
    internal bool IsSelected(string resourceType, string? region) =>
        IsOfType(resourceType)
            && (Regions is not { } regions || region is null || regions.Contains(region, StringComparer.OrdinalIgnoreCase));
}

/// <summary>Preflight of an update.</summary>
/// <param name="Request">Request.</param>
/// <param name="Parts">Types and regions with resources.</param>
/// <param name="Gaps">Failed searches of the service.</param>
public sealed record SslUpdatePreflight(SslUpdateRequest Request, IReadOnlyList<SslBindingCount> Parts, IReadOnlyList<SslBindingGap> Gaps)
{
    /// <summary>The resources to update, with their domains.</summary>
    public IReadOnlyList<SslCertificateBinding> Bindings { get; init; } = [];

    /// <summary>Warnings before the update; with <see cref="SslUpdateRequest.Force"/> also the overridden refusals.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Total number of resources.</summary>
    public long Total => Parts.Sum(part => part.Count);

    /// <summary>Number, type and domains: <c>1 CDN domain of b72kpMrj: eu.shop.example.com</c>.</summary>
    public string Summary =>
        Wording.Of($"{SslResourceSummary.Kinds(Parts)} of {Request.OldCertificateId}{SslResourceSummary.Domains(Bindings)}");

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(", ", Parts.GroupBy(part => part.ResourceType).Select(kind => $"{kind.Sum(part => part.Count)} {kind.Key}"));
}
