using TencentCert.Core.Bindings;

namespace TencentCert.Core.Rotation;

/// <summary>The way back of a rotation.</summary>
/// <param name="JournalPath">Journal of the run.</param>
/// <param name="Bindings">Bindings in GAAP.</param>
/// <param name="Deployments">Deployments to roll back, the last one first.</param>
public sealed record RotationUndoPlan(string JournalPath, BindingPlan Bindings, IReadOnlyList<RotationRollback> Deployments);

/// <summary>A deployment to roll back.</summary>
/// <param name="CertificateId">Certificate that was due.</param>
/// <param name="DeployRecordId">Its id.</param>
/// <param name="NewCertificateId">Certificate it deployed.</param>
/// <param name="FromCertificateId">Certificate whose resources it moved.</param>
public sealed record RotationRollback(string CertificateId, long DeployRecordId, string? NewCertificateId, string? FromCertificateId)
{
    /// <summary>Whether an earlier undo has sent the rollback and did not see its end.</summary>
    internal bool WasSent { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"Update {DeployRecordId}";
}
