namespace TencentCert.Core.Rotation;

/// <summary>Which certificates a rotation looks at.</summary>
public sealed record RotationQuery
{
    /// <summary>A certificate that expires within so many days is due, one that has expired included.</summary>
    public int ExpiringWithin { get; init; } = 30;

    /// <summary>Only these certificates of the SSL service, and the lines they stand in; all when null.</summary>
    public IReadOnlyCollection<string>? CertificateIds { get; init; }

    /// <summary>
    /// Only what these certificates succeed by their names, such as those imported from another CA, due or not; all when null.
    /// </summary>
    public IReadOnlyCollection<string>? Successors { get; init; }

    /// <summary>
    /// Says by its names whether a certificate, and with it its line, is wanted; asked once for each certificate. All are when null.
    /// </summary>
    public Func<IReadOnlyCollection<string>, bool>? MatchesNames { get; init; }

    /// <summary>Where is looked for bindings.</summary>
    public RotationScope Scope { get; init; }

    /// <summary>
    /// Whether a service that the key may not read is a gap in the plan. Where the plan is to be executed, it is the plan's failure.
    /// </summary>
    public bool MayLackRights { get; init; }

    /// <summary>Time for the search for the resources of a certificate.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether certificates were named: then one that nothing serves any more is reported, too.</summary>
    internal bool IsNamed => CertificateIds is not null || MatchesNames is not null;
}
