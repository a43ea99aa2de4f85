using System.Management.Automation;
using System.Text;
using TencentCert.Completion;
using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>Writes certificates of GAAP's store to files: the public part, and the private key only when asked for.</summary>
[Cmdlet(VerbsData.Export, "GaapCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportGaapCertificateCommand : ParallelApiCmdlet
{
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    /// <summary>Creates the cmdlet.</summary>
    public ExportGaapCertificateCommand() => ThrottleLimit = GaapBindingEngine.DefaultThrottleLimit;

    /// <summary>Certificates, ids of GAAP's store.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Folder; made if missing. The files are named by the id.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Writes the private key too, to a file of its own that only its owner can read.</summary>
    [Parameter]
    public SwitchParameter IncludePrivateKey { get; set; }

    /// <summary>Replaces files that exist with another content.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var folder = FilePath(Destination);

        // Domains that share a certificate bring it along each: two would write one file at the same time.
        foreach (var id in CertificateId.Where(_begun.Add))
        {
            Start((output, token) => ExportAsync(id, folder, output, token), id);
        }
    }

    private async Task ExportAsync(string id, string folder, CmdletOutput output, CancellationToken cancellationToken)
    {
        GaapCertificateId.Check(id, nameof(CertificateId));
        var certificate = await new GaapCertificateStore(Client).GetAsync(id, IncludePrivateKey, cancellationToken).ConfigureAwait(false);
        var content = certificate.CertificatePem ?? throw Missing($"GAAP does not show the content of {id}.");
        List<CertificateFile> files =
            [FileOf(CertificateFileFormat.FullChain, ".pem", content, certificate.CertificateType == GaapCertificateType.BasicAuth)];
        if (IncludePrivateKey)
        {
            var key = SecretText.Reveal(certificate.PrivateKey) ?? throw Missing($"GAAP does not show the private key of {id}.");
            files.Add(FileOf(CertificateFileFormat.Key, ".key", key, isSecret: true));
        }

        // Nothing is written when anything is in the way.
        files.ForEach(file => file.EnsureWritable(Force));
        foreach (var file in files)
        {
            if (file.IsCurrent(Force))
            {
                output.Write(Result(file, GaapBindingState.AlreadyCurrent));
            }
            else if (await output.ShouldProcessAsync(file.Path, file.IsSecret
                ? Wording.Of($"Write the private key of {id}")
                : Wording.Of($"Write the certificate of {id}")).ConfigureAwait(false))
            {
                Directory.CreateDirectory(folder);
                file.Write(Force);
                output.Write(Result(file, GaapBindingState.Changed));
            }
        }

        CertificateFile FileOf(CertificateFileFormat format, string suffix, string text, bool isSecret) =>
            new(format, Path.Join(folder, id + suffix), Encoding.UTF8.GetBytes(text), isSecret);
    }

    // A plain file, so that it can be piped on as one; what became of it goes along.
    private static PSObject Result(CertificateFile file, GaapBindingState state)
    {
        var result = PSObject.AsPSObject(new FileInfo(file.Path));
        result.Properties.Add(new PSNoteProperty("State", state));
        return result;
    }

    private static TencentCertException Missing(Wording message) => new(ErrorCodes.NotFound, message);
}
