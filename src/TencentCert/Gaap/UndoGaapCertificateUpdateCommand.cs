using TencentCert.Core.Bindings;

namespace TencentCert.Gaap;

/// <summary>Restores every binding of a run to the former state in its journal, each listener in reverse order.</summary>
[Cmdlet(VerbsCommon.Undo, "GaapCertificateUpdate", SupportsShouldProcess = true)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class UndoGaapCertificateUpdateCommand : VerifyingBindingCmdlet
{
    /// <summary>Journal of the run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "Path")]
    [ValidateNotNullOrEmpty]
    public string JournalPath { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var path = FilePath(JournalPath);
        if (HasJournal(JournalPath, path))
            Run((output, token) => UndoAsync(path, output, token), path);
    }

    private async Task UndoAsync(string path, CmdletOutput output, CancellationToken cancellationToken)
    {
        var plan = await ConfirmAsync(
            await Bindings.Planner.ForUndoAsync(path, cancellationToken).ConfigureAwait(false), output).ConfigureAwait(false);
        if (IsPreviewed)
            WriteRefused(plan, output);
        else
            await ExecuteAsync(plan, Wording.Of($"Putting certificates back"), output).ConfigureAwait(false);
    }
}
