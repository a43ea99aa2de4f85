using TencentCert.Core.Rotation;
using TencentCert.Gaap;

namespace TencentCert.Rotation;

/// <summary>Restores the changes in a rotation's journal: the bindings in GAAP and the resources of its deployments.</summary>
[Cmdlet(VerbsCommon.Undo, "TencentCertRotation", SupportsShouldProcess = true)]
[OutputType(typeof(RotationBinding))]
public sealed class UndoTencentCertRotationCommand : UndoingCmdlet
{
    private protected override async Task UndoAsync(string path, CmdletOutput output, CancellationToken cancellationToken)
    {
        var undo = new RotationUndo(Client, Bindings, TimeSpan.FromSeconds(TimeoutSec));
        var plan = await undo.PlanAsync(path, cancellationToken).ConfigureAwait(false);
        foreach (var loss in plan.Losses)
            output.Error(loss.Failure, loss.CertificateId);

        var bindings = await ConfirmAsync(plan.Bindings, output).ConfigureAwait(false);
        var deployments = new List<RotationRollback>();
        foreach (var rollback in plan.Deployments)
        {
            if (rollback.Refusal is not null || await output.ShouldProcessAsync(
                Wording.Of($"The resources that {rollback.NewCertificateId} was deployed to ({rollback})"),
                Wording.Of($"Restore {rollback.FromCertificateId} (UpdateCertificateRecordRollback)")).ConfigureAwait(false))
            {
                deployments.Add(rollback);
            }
        }

        if (IsPreview)
            return;

        if (bindings.Changes.Count == 0 && deployments.Count == 0)
            output.Warning(Wording.Of($"The journal '{path}' contains nothing to undo."));

        output.Progress(Wording.Of($"Putting certificates back"), path);
        await foreach (var (binding, failure) in undo.ExecuteAsync(
            plan with { Bindings = bindings, Deployments = deployments }, cancellationToken).ConfigureAwait(false))
        {
            output.Write(binding);
            if (failure is not null)
                output.Error(failure, binding);
        }
    }
}
