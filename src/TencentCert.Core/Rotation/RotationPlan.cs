namespace TencentCert.Core.Rotation;

/// <summary>What is due.</summary>
/// <param name="Items">Certificates, the first to expire first.</param>
/// <param name="Gaps">Failed searches: there may be more bindings than those found.</param>
public sealed record RotationPlan(IReadOnlyList<RotationPlanItem> Items, IReadOnlyList<TencentCertException> Gaps)
{
    /// <summary>Why certificates of the two stores were compared by list data only; null if they were read.</summary>
    public string? NotCompared { get; init; }
}
