namespace TencentCert.Gaap;

/// <summary>A cmdlet that restores what a run has changed, from its journal.</summary>
public abstract class UndoingCmdlet : VerifyingBindingCmdlet
{
    private protected UndoingCmdlet() { }

    /// <summary>Journal of the run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "Path")]
    [ValidateNotNullOrEmpty]
    public string JournalPath { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var path = FilePath(JournalPath);
        if (Path.Exists(path))
            Run((output, token) => UndoAsync(path, output, token), path);
        else
            WriteError(ErrorRecords.From(MistakenId.NoJournal(JournalPath, path), path));
    }

    private protected abstract Task UndoAsync(string path, CmdletOutput output, CancellationToken cancellationToken);
}
