using System.Text;
using TencentCert.Core.Bindings;
using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>Writes certificates of the GAAP certificate store to files; the private key only on request.</summary>
[Cmdlet(VerbsData.Export, "GaapCertificate", SupportsShouldProcess = true, DefaultParameterSetName = CertificatesAndFolder.IdSet)]
[OutputType(typeof(GaapSavedFile))]
public sealed class ExportGaapCertificateCommand : SavingCmdlet
{
    /// <summary>Creates the cmdlet.</summary>
    public ExportGaapCertificateCommand() => ThrottleLimit = Concurrency.DefaultThrottleLimit;

    /// <summary>Certificates, ids of the GAAP certificate store.</summary>
    [Parameter(ParameterSetName = CertificatesAndFolder.IdSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = CertificatesAndFolder.FolderSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Also writes the private key, to a separate file that only its owner can read.</summary>
    [Parameter]
    public SwitchParameter IncludePrivateKey { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (CertificatesAndFolder.Of(
            CertificateId, Destination, InputObject, GaapCertificateId.IsWellFormed, SessionState) is not { } given)
        {
            Fail(CertificatesAndFolder.NoCertificate(), target: null);
            return;
        }

        var folder = FilePath(given.Folder);

        // Piped domains may share a certificate; two exports would write one file at the same time.
        foreach (var id in given.Ids.Where(Started.Add))
            Start((output, token) => ExportAsync(id, folder, output, token), id);
    }

    private async Task ExportAsync(string id, string folder, CmdletOutput output, CancellationToken cancellationToken)
    {
        GaapCertificateId.Check(id, nameof(CertificateId));
        var certificate = await new GaapCertificateStore(Client).GetContentAsync(id, IncludePrivateKey, cancellationToken)
            .ConfigureAwait(false);
        var content = certificate.CertificatePem!;
        List<CertificateFile> files =
            [FileOf(CertificateFileFormat.FullChain, ".pem", content, certificate.CertificateType == GaapCertificateType.BasicAuth)];
        if (IncludePrivateKey)
        {
            var key = SecretText.Reveal(certificate.PrivateKey)
                ?? throw new TencentCertException(ErrorCodes.NotFound, $"GAAP does not show the private key of {id}.");
            files.Add(FileOf(CertificateFileFormat.Key, ".key", key, isSecret: true));
        }

        await WriteAsync(
            files,
            folder,
            file => file.IsSecret ? Wording.Of($"Write the private key of {id}") : Wording.Of($"Write the certificate of {id}"),
            (file, isCurrent) => output.Write(new GaapSavedFile
            {
                CertificateId = id,
                SubjectCN = certificate.SubjectCN,
                Format = file.Format,
                Path = file.Path,
                State = isCurrent ? GaapBindingState.AlreadyCurrent : GaapBindingState.Changed,
                IsSecret = file.IsSecret,
            }),
            output,
            cancellationToken).ConfigureAwait(false);

        CertificateFile FileOf(CertificateFileFormat format, string suffix, string text, bool isSecret) =>
            new(format, Path.Join(folder, id + suffix), Encoding.UTF8.GetBytes(text), isSecret);
    }
}
