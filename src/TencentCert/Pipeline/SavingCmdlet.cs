using TencentCert.Core.Certificates;

namespace TencentCert.Pipeline;

/// <summary>A cmdlet that saves certificates to files in a folder.</summary>
public abstract class SavingCmdlet : ParallelApiCmdlet
{
    private protected SavingCmdlet() { }

    /// <summary>Folder; created if missing.</summary>
    [Parameter(ParameterSetName = CertificatesAndFolder.IdSet, Mandatory = true, Position = 1)]
    [FolderOrIds]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Certificate from the pipeline when the folder is the only positional argument.</summary>
    [RefusesSecret(TakesAny = true)]
    [Parameter(ParameterSetName = CertificatesAndFolder.FolderSet, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Replaces existing files that have other content.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The certificates so far: saving one twice would write the same files at the same time.</summary>
    private protected HashSet<string> Started { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes files to a folder and reports each with whether it already had its content.</summary>
    private protected async Task WriteAsync(
        List<CertificateFile> files, string folder, Func<CertificateFile, string> action, Action<CertificateFile, bool> report,
        CmdletOutput output, CancellationToken cancellationToken)
    {
        // Checks all files before writing any.
        files.ForEach(file => file.EnsureWritable(Force));
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isCurrent = file.IsCurrent(Force);
            if (!isCurrent)
            {
                if (!await output.ShouldProcessAsync(file.Path, action(file)).ConfigureAwait(false))
                    continue;

                Directory.CreateDirectory(folder);
                file.Write(Force);
            }

            report(file, isCurrent);
        }
    }
}
