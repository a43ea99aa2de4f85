using System.Security;
using TencentCert.Core.Certificates;

namespace TencentCert.Ssl;

/// <summary>Saves issued certificates to a folder: PEM, PFX, or the service's own archive.</summary>
[Cmdlet(VerbsData.Save, "SslCertificate", SupportsShouldProcess = true, DefaultParameterSetName = CertificatesAndFolder.IdSet)]
[OutputType(typeof(SslSavedFile))]
public sealed class SaveSslCertificateCommand : SavingCmdlet
{
    private static readonly CertificateFileFormat[] PemFormats =
        [CertificateFileFormat.Certificate, CertificateFileFormat.Chain, CertificateFileFormat.FullChain, CertificateFileFormat.Key];

    private string? _namedId;

    /// <summary>Certificates.</summary>
    [Parameter(ParameterSetName = CertificatesAndFolder.IdSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = CertificatesAndFolder.FolderSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Formats; certificate, chain, full chain and key as PEM when omitted.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateNotNullOrEmpty]
    public CertificateFileFormat[] Format { get; set; } = PemFormats;

    /// <summary>Password of the PFX.</summary>
    [RefusesText]
    [Parameter]
    public SecureString? Password { get; set; }

    /// <summary>File with the private key, if the service does not have it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyPath { get; set; }

    /// <summary>Password of an encrypted key file.</summary>
    [RefusesText]
    [Parameter]
    public SecureString? KeyPassword { get; set; }

    /// <summary>Name of the files without suffix; domain and id when omitted.</summary>
    [Parameter]
    [FileNameFormat]
    public string? FileName { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!Format.Contains(CertificateFileFormat.Pfx))
            return;

        if (Password is null)
            Terminate($"-Format Pfx needs -Password: a PFX holds the private key. Read-Host -AsSecureString makes one.");

        using var password = new Passphrase(Password!);
        if (password.PfxWarning is { } warning)
            WriteWarning(warning);
    }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (CertificatesAndFolder.Of(CertificateId, Destination, InputObject, SslCertificateId.IsWellFormed, SessionState) is not { } given)
        {
            Fail(CertificatesAndFolder.NoCertificate(), target: null);
            return;
        }

        var folder = FilePath(given.Folder);
        var keyPath = FilePath(KeyPath);
        foreach (var id in given.Ids)
        {
            // Two certificates with one file name would overwrite each other.
            if (FileName is not null && (_namedId ??= id) != id)
            {
                Fail(new TencentCertException(ErrorCodes.InvalidParameter,
                    $"-FileName names the files of one certificate: '{FileName}' is {_namedId}, so {id} is not saved. Leave -FileName out "
                    + $"for several, or call once for each."), id);
                continue;
            }

            if (Started.Add(id))
                Start((output, token) => SaveAsync(id, folder, keyPath, output, token), id);
        }
    }

    private async Task SaveAsync(string id, string folder, string? keyPath, CmdletOutput output, CancellationToken cancellationToken)
    {
        using var keyPassword = Passphrase.Of(KeyPassword);
        using var password = Passphrase.Of(Password);
        var wantsKey = Format.Any(format => format is CertificateFileFormat.Key or CertificateFileFormat.Pfx);
        var ownKey = keyPath is null ? null : PrivateKeyPem.FromFile(keyPath, keyPassword);
        var downloads = new SslDownloader(Client);
        var download = await downloads.FetchAsync(id, wantsKey, ownKey, cancellationToken).ConfigureAwait(false);
        var name = FileName ?? CertificateFiles.BaseName(download.Certificate.Domain, id);
        CertificateFileFormat[] formats = [.. RequestedFormats(download, output)];
        List<CertificateFile> files = [.. CertificateFiles.Of(download.Bundle, formats, folder, name, password)];

        // An SM2 certificate is a pair: both are written or neither.
        files.AddRange(
            download.Encryption is { } encryption ? CertificateFiles.Of(encryption, formats, folder, name + ".encrypt", password) : []);
        if (download.IsMissingPair)
        {
            output.Warning(Wording.Of(
                $"{id} ({download.Certificate.Domain}) is an SM2 certificate and has two pairs, one to sign and one to encrypt; the "
                + $"service answers one, and only that one is saved. If it was uploaded, get the other pair from its issuer; otherwise "
                + $"download both in the console."));
        }

        if (Format.Contains(CertificateFileFormat.Zip))
        {
            var zip = await downloads.ArchiveAsync(id, cancellationToken).ConfigureAwait(false);
            files.Add(
                new CertificateFile(CertificateFileFormat.Zip, Path.Join(folder, name + ".zip"), zip, isSecret: true, IsSameArchive(zip)));
        }

        await WriteAsync(
            files,
            folder,
            file => Wording.Of($"Save the {file.Format} of {id} ({download.Certificate.Domain})"),
            (file, isCurrent) => output.Write(new SslSavedFile
            {
                CertificateId = id,
                Domain = download.Certificate.Domain,
                Format = file.Format,
                Path = file.Path,
                State = isCurrent ? SslChangeState.AlreadyCurrent : SslChangeState.Changed,
                IsSecret = file.IsSecret,
            }),
            output,
            cancellationToken).ConfigureAwait(false);
    }

    // A missing key is omitted from the default formats; if requested explicitly, it is an error.
    private IEnumerable<CertificateFileFormat> RequestedFormats(SslDownload download, CmdletOutput output)
    {
        if (download.Bundle.Key is not null || MyInvocation.BoundParameters.ContainsKey(nameof(Format)))
            return Format;

        output.Warning(Wording.Of(
            $"The SSL service has no private key for {download.Certificate.CertificateId}: only the certificate is saved. Add your own "
            + $"with -KeyPath."));
        return Format.Where(format => format != CertificateFileFormat.Key);
    }

    // The service creates a new archive each time: timestamps and PFX passwords differ, certificates do not.
    private static Func<byte[], bool> IsSameArchive(byte[] zip) => existing =>
    {
        try
        {
            return CertificateArchive.Read(existing).ToBundle().Chain.ToPem() == CertificateArchive.Read(zip).ToBundle().Chain.ToPem();
        }
        catch (PemException)
        {
            return false;
        }
    };
}
