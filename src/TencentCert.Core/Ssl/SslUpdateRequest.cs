using TencentCert.Core.Strings;

namespace TencentCert.Core.Ssl;

/// <summary>What UpdateCertificateInstance is asked for. https://cloud.tencent.com/document/product/400/91649</summary>
public sealed record SslUpdateRequest
{
    /// <summary>New certificate.</summary>
    public required string CertificateId { get; init; }

    /// <summary>Certificate whose resources get the new one.</summary>
    public required string OldCertificateId { get; init; }

    /// <summary>Only these kinds; every kind that has a resource when null.</summary>
    public IReadOnlyList<SslResourceType>? ResourceTypes { get; init; }

    /// <summary>Only these regions; every region that has a resource when null.</summary>
    public IReadOnlyList<string>? Regions { get; init; }

    /// <summary>Switches the old certificate's notices of expiry off.</summary>
    public bool MuteOldCertificate { get; init; }

    /// <summary>Sends it even where <see cref="SslDeploymentGuard"/> refuses.</summary>
    public bool Force { get; init; }

    /// <summary>What narrows it down, as parameters.</summary>
    internal string Filter => string.Join(' ', new[]
    {
        ResourceTypes is { } types ? "-ResourceType " + string.Join(", ", types.Select(type => type.Name)) : "",
        Regions is { } regions ? "-Region " + string.Join(", ", regions) : "",
    }.Where(part => part.Length > 0));

    internal bool IsOfType(string resourceType) =>
        ResourceTypes is not { } types || types.Any(type => type.Name == SslResourceType.Of(resourceType).Name);

    // A kind without regions fits every region.
    internal bool IsWanted(string resourceType, string? region) =>
        IsOfType(resourceType)
            && (Regions is not { } regions || region is null || regions.Contains(region, StringComparer.OrdinalIgnoreCase));
}

/// <summary>What an update starts from.</summary>
/// <param name="Request">Request.</param>
/// <param name="Parts">Kinds and regions that have resources.</param>
/// <param name="Gaps">What the service could not search.</param>
public sealed record SslUpdatePreflight(SslUpdateRequest Request, IReadOnlyList<SslBindingCount> Parts, IReadOnlyList<SslBindingGap> Gaps)
{
    /// <summary>The resources that would be moved, with their domains.</summary>
    public IReadOnlyList<SslCertificateBinding> Bindings { get; init; } = [];

    /// <summary>What to know before it is sent; with <see cref="SslUpdateRequest.Force"/> also why it should not be.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Resources in all.</summary>
    public long Total => Parts.Sum(part => part.Count);

    /// <summary>How many of which kind, and for which domains: <c>1 CDN domain of b72kpMrj: eu.shop.example.com</c>.</summary>
    public string Summary =>
        Wording.Of($"{SslResourceSummary.Kinds(Parts)} of {Request.OldCertificateId}{SslResourceSummary.Domains(Bindings)}");

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(", ", Parts.GroupBy(part => part.ResourceType).Select(kind => $"{kind.Sum(part => part.Count)} {kind.Key}"));
}
