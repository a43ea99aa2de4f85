using TencentCert.Core.Bindings.Journal;

namespace TencentCert.Gaap;

/// <summary>Shows the state of a run from its journal, also while it runs.</summary>
[Cmdlet(VerbsCommon.Get, "GaapCertificateUpdate", DefaultParameterSetName = PathSet)]
[OutputType(typeof(GaapCertificateUpdate))]
public sealed class GetGaapCertificateUpdateCommand : AsyncCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Journals; wildcards allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] JournalPath { get; set; } = [];

    /// <summary>Journals, without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName == PathSet ? JournalPath.SelectMany(Journals) : LiteralPath.Select(path => FilePath(path)))
            Run(output => output.Write(GaapCertificateUpdate.Read(path)), path);
    }

    // An existing path is taken literally, even if it contains brackets.
    private IEnumerable<string> Journals(string path)
    {
        var file = FilePath(path);
        if (Path.Exists(file))
            return [file];

        if (WildcardPattern.ContainsWildcardCharacters(path))
            return FilePaths(path);

        WriteError(ErrorRecords.From(MistakenId.NoJournal(path, file), path));
        return [];
    }
}
