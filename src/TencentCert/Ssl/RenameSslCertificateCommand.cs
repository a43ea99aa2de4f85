namespace TencentCert.Ssl;

/// <summary>Changes the alias of a certificate (ModifyCertificateAlias).</summary>
[Cmdlet(VerbsCommon.Rename, "SslCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(SslCertificate))]
public sealed class RenameSslCertificateCommand : ApiCmdlet
{
    /// <summary>Certificate.</summary>
    [Expects(Expected.SslCertificate, typeof(RenameSslCertificateCommand))]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Its new alias; for piped certificates, a script block computes it, as in Rename-Item.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("NewAlias")]
    [ValidateLength(1, 255)]
    public string NewName { get; set; } = "";

    /// <summary>Writes the renamed certificate.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var id = CertificateId;
        var alias = NewName;
        Run((output, token) => RenameAsync(id, alias, output, token), id);
    }

    private async Task RenameAsync(string id, string alias, CmdletOutput output, CancellationToken cancellationToken)
    {
        var certificates = new SslCertificateReader(Client);
        var certificate = await certificates.GetAsync(id, cancellationToken).ConfigureAwait(false);
        if (certificate.Alias != alias)
        {
            var target = Wording.Of($"{id} ({certificate.Domain}, {certificate.Status})");
            if (!await output.ShouldProcessAsync(target, Wording.Of(
                $"Set the alias '{certificate.Alias}' to '{alias}' (ModifyCertificateAlias)")).ConfigureAwait(false))
            {
                return;
            }

            await new SslEditor(Client).RenameAsync(id, alias, cancellationToken).ConfigureAwait(false);
            certificate = PassThru ? await certificates.GetAsync(id, cancellationToken).ConfigureAwait(false) : certificate;
        }

        if (PassThru)
            output.Write(certificate);
    }
}
