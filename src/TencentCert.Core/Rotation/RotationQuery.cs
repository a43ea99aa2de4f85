namespace TencentCert.Core.Rotation;

/// <summary>Selects the certificates of a rotation.</summary>
public sealed record RotationQuery
{
    /// <summary>Certificates that expire within this number of days are due, including expired ones.</summary>
    public int ExpiringWithin { get; init; } = 30;

    /// <summary>Only these certificates of the SSL service, with their lines; null for all.</summary>
    public IReadOnlyCollection<string>? CertificateIds { get; init; }

    /// <summary>
    /// Only certificates that these succeed by their names, such as those imported from another CA, due or not; null for all.
    /// </summary>
    public IReadOnlyCollection<string>? Successors { get; init; }

    /// <summary>
    /// Whether a certificate, and with it its line, is selected by its names; called once for each certificate. Null selects all.
    /// </summary>
    public Func<IReadOnlyCollection<string>, bool>? MatchesNames { get; init; }

    /// <summary>Where to search for bindings.</summary>
    public RotationScope Scope { get; init; }

    /// <summary>
    /// Whether a service that the key may not read is a gap in the plan; for a plan that will be executed it is an error.
    /// </summary>
    public bool MayLackRights { get; init; }

    /// <summary>Time for the search for the resources of a certificate.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether certificates were named: then one that is no longer served is reported, too.</summary>
    internal bool IsNamed => CertificateIds is not null || MatchesNames is not null;
}
