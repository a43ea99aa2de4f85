using System.Management.Automation;
using TencentCert.Core.Rotation;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>Shows where a run stands, by its journal alone; also while it runs.</summary>
[Cmdlet(VerbsCommon.Get, "GaapCertificateUpdate")]
[OutputType(typeof(GaapCertificateUpdate))]
public sealed class GetGaapCertificateUpdateCommand : PumpedCmdlet
{
    /// <summary>Journals; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] JournalPath { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in JournalPath.SelectMany(FilePaths))
        {
            Run(
                (output, _) =>
                {
                    output.Write(GaapCertificateUpdate.Read(path));
                    return Task.CompletedTask;
                },
                path);
        }
    }
}
