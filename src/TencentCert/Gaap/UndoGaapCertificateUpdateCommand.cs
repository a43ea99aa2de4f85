using System.Management.Automation;
using TencentCert.Core.Bindings;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>Puts every binding of a run back to what its journal says it was, each listener in the reverse of the journal's order.</summary>
[Cmdlet(VerbsCommon.Undo, "GaapCertificateUpdate", SupportsShouldProcess = true)]
[OutputType(typeof(GaapCertificateBinding))]
public sealed class UndoGaapCertificateUpdateCommand : ApiCmdlet
{
    /// <summary>Journal of the run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "Path")]
    [ValidateNotNullOrEmpty]
    public string JournalPath { get; set; } = "";

    /// <summary>Seconds for each binding from its first write on.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>How many requests are under way at the same time. The account's rate limit is kept whatever is said here.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = GaapBindingEngine.DefaultThrottleLimit;

    /// <summary>Results leave in the order of the way back instead of as they finish.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var path = FilePath(JournalPath);
        var isPreview = IsPreview;
        Run((output, token) => UndoAsync(path, isPreview, output, token), path);
    }

    private async Task UndoAsync(string path, bool isPreview, CmdletOutput output, CancellationToken cancellationToken)
    {
        var undo = new RotationUndo(Client, new RotationOptions { ThrottleLimit = ThrottleLimit, Timeout = TimeSpan.FromSeconds(TimeoutSec) });
        var steps = await undo.PlanAsync(GaapCertificateUpdate.Read(path), cancellationToken).ConfigureAwait(false);
        var agreed = new List<UndoStep>();
        var declined = 0;
        foreach (var step in steps)
        {
            if (!step.IsWrite || await output.ShouldProcessAsync(step.Change.Target, Wording.Of(
                $"Bind certificate {step.Change} back")).ConfigureAwait(false))
            {
                agreed.Add(step);
            }
            else
            {
                agreed.Add(step with { Reason = Wording.Of($"Declined.") });
                declined++;
            }
        }

        if (isPreview)
        {
            return;
        }

        // Where everything was declined the journal stays as it is.
        using var journal = declined > 0 && !agreed.Exists(step => step.IsWrite) ? null : RotationJournal.OpenForUndo(path, Client.Clock, out _);
        var results = new BindingResults(output, new RotationProgress(output, Client.Clock, Wording.Of(
            $"Putting certificates back"), agreed.Count), Ordered);
        await undo.RunAsync(agreed, journal, results.Add, cancellationToken).ConfigureAwait(false);
    }
}
