using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Api;
using TencentCert.Core.Gaap;
using TencentCert.Core.Pem;
using TencentCert.Pipeline;
using TencentCert.Strings;

namespace TencentCert.Gaap;

/// <summary>Writes certificates of GAAP's store to files: the public part, and the private key only when asked for.</summary>
[Cmdlet(VerbsData.Export, "GaapCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportGaapCertificateCommand : ParallelApiCmdlet
{
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

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var folder = FilePath(Destination);
        foreach (var id in CertificateId)
        {
            Start((output, token) => ExportAsync(id, folder, output, token), id);
        }
    }

    private async Task ExportAsync(string id, string folder, CmdletOutput output, CancellationToken cancellationToken)
    {
        GaapCertificateId.Check(id, nameof(CertificateId));
        var certificate = await new GaapCertificateStore(Client).GetAsync(id, IncludePrivateKey, cancellationToken).ConfigureAwait(false);
        var files = new List<(string Path, string Text, bool IsSecret)>
        {
            (Path.Join(folder, id + ".pem"), certificate.CertificatePem ?? throw Missing("NoContentInGaap", id), certificate.CertificateType == GaapCertificateType.BasicAuth),
        };
        if (IncludePrivateKey)
        {
            files.Add((Path.Join(folder, id + ".key"), SecretText.Reveal(certificate.PrivateKey) ?? throw Missing("NoPrivateKeyInGaap", id), true));
        }

        // Nothing is written when anything is in the way.
        if (!Force && files.Find(file => File.Exists(file.Path)) is { Path: { } taken })
        {
            throw new IOException(Messages.Text("FileExists", taken));
        }

        foreach (var (path, text, isSecret) in files)
        {
            if (await output.ShouldProcessAsync(path, Messages.Text(isSecret ? "WritePrivateKey" : "WriteCertificate", id)).ConfigureAwait(false))
            {
                Directory.CreateDirectory(folder);
                SecureFile.WriteText(path, text, isSecret, Force);
                output.Write(new FileInfo(path));
            }
        }
    }

    private static TencentCertException Missing(string text, string id) => new(ErrorCodes.NotFound, Messages.Text(text, id));
}
