using TencentCert.Core.Bindings;

namespace TencentCert.Gaap;

/// <summary>Restores every binding of a run to the former state in its journal, each listener in reverse order.</summary>
[Cmdlet(VerbsCommon.Undo, "GaapCertificateUpdate", SupportsShouldProcess = true)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class UndoGaapCertificateUpdateCommand : UndoingCmdlet
{
    private protected override async Task UndoAsync(string path, CmdletOutput output, CancellationToken cancellationToken)
    {
        var plan = await ConfirmAsync(
            await Bindings.Planner.ForUndoAsync(path, cancellationToken).ConfigureAwait(false), output).ConfigureAwait(false);
        if (IsPreview)
            WriteRefused(plan, output);
        else
            await ExecuteAsync(plan, Wording.Of($"Putting certificates back"), output).ConfigureAwait(false);
    }
}
