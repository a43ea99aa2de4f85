namespace TencentCert.Ssl;

/// <summary>Uploads the signed letter that an order or a revocation requires (UploadConfirmLetter, UploadRevokeLetter).</summary>
[Cmdlet(VerbsCommunications.Send, "SslCertificateLetter", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SslOrderChange))]
public sealed class SendSslCertificateLetterCommand : ApiCmdlet
{
    /// <summary>Order or certificate that requires the letter.</summary>
    [Expects(Expected.SslCertificate, typeof(SendSslCertificateLetterCommand))]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>The scanned letter: a JPG, PNG or PDF file of more than 1 KB and less than 1.4 MB.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var id = CertificateId;
        var file = FilePath(Path);
        Run((output, token) => SendAsync(id, file, output, token), id);
    }

    private async Task SendAsync(string id, string file, CmdletOutput output, CancellationToken cancellationToken)
    {
        var letter = await SslLetterSender.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        var before = await new SslCertificateReader(Client).GetAsync(id, cancellationToken).ConfigureAwait(false);
        if (await output.ShouldProcessAsync(
            $"{id} ({before.Domain}, {before.Status})", Wording.Of($"Upload the letter '{file}'")).ConfigureAwait(false))
        {
            output.Write(await new SslLetterSender(Client).SendAsync(before, letter, file, cancellationToken).ConfigureAwait(false));
        }
    }
}
