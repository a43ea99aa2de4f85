using TencentCert.Core.Bindings;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>The undo of a rotation.</summary>
/// <param name="JournalPath">Journal of the run.</param>
/// <param name="Bindings">Bindings in GAAP.</param>
/// <param name="Deployments">Deployments to roll back, the last one first.</param>
/// <param name="Losses">What cannot be restored; nothing is sent for it.</param>
public sealed record RotationUndoPlan(
    string JournalPath, BindingPlan Bindings, IReadOnlyList<RotationRollback> Deployments, IReadOnlyList<RotationLoss> Losses);

/// <summary>The part of a certificate's rotation that cannot be undone.</summary>
/// <param name="CertificateId">Certificate that was due.</param>
/// <param name="Failure">Error with the bindings and resources, and the reason.</param>
public sealed record RotationLoss(string CertificateId, TencentCertException Failure);

/// <summary>A deployment to roll back.</summary>
/// <param name="CertificateId">Certificate that was due.</param>
/// <param name="DeployRecordId">Id of the deployment.</param>
/// <param name="NewCertificateId">Certificate it deployed.</param>
/// <param name="FromCertificateId">Certificate whose resources it updated.</param>
public sealed record RotationRollback(string CertificateId, long DeployRecordId, string? NewCertificateId, string? FromCertificateId)
{
    /// <summary>Why it cannot be rolled back; null when it can.</summary>
    public string? Refusal { get; init; }

    /// <summary>Resources it has updated, if it cannot be rolled back.</summary>
    internal IReadOnlyList<SslDeploymentItem> Lost { get; init; } = [];

    /// <summary>Whether an earlier undo has sent the rollback without a known outcome.</summary>
    internal bool WasSent { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"Update {DeployRecordId}";
}
