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

    /// <summary>What narrows it down, as parameters.</summary>
    internal string Filter => string.Join(' ', new[]
    {
        ResourceTypes is { } types ? "-ResourceType " + string.Join(", ", types.Select(type => type.Name)) : "",
        Regions is { } regions ? "-Region " + string.Join(", ", regions) : "",
    }.Where(part => part.Length > 0));
}

/// <summary>What an update starts from.</summary>
/// <param name="Request">Request.</param>
/// <param name="Parts">Kinds and regions that have resources.</param>
/// <param name="Gaps">What the service could not search.</param>
public sealed record SslUpdatePreflight(SslUpdateRequest Request, IReadOnlyList<SslBindingCount> Parts, IReadOnlyList<SslBindingGap> Gaps)
{
    /// <summary>Resources in all.</summary>
    public long Total => Parts.Sum(part => part.Count);

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", Parts.GroupBy(part => part.ResourceType).Select(kind => $"{kind.Sum(part => part.Count)} {kind.Key}"));
}
