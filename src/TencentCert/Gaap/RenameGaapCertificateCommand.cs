using TencentCert.Core.Gaap;

namespace TencentCert.Gaap;

/// <summary>Changes the alias of a certificate of the GAAP certificate store (ModifyCertificateAttributes).</summary>
[Cmdlet(VerbsCommon.Rename, "GaapCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(GaapCertificate))]
public sealed class RenameGaapCertificateCommand : ParallelApiCmdlet
{
    /// <summary>Creates the cmdlet.</summary>
    public RenameGaapCertificateCommand() => ThrottleLimit = Concurrency.DefaultThrottleLimit;

    /// <summary>Certificate, an id of the GAAP certificate store.</summary>
    [Expects(Expected.GaapCertificate, typeof(RenameGaapCertificateCommand))]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GaapCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>New alias, at most 50 characters; for piped certificates, a script block computes it, as in Rename-Item.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("NewAlias")]
    [ValidateLength(1, 50)]
    public string NewName { get; set; } = "";

    /// <summary>Writes the certificate with its new alias.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var id = CertificateId;
        var alias = NewName;
        Start((output, token) => RenameAsync(id, alias, output, token), id);
    }

    private async Task RenameAsync(string id, string alias, CmdletOutput output, CancellationToken cancellationToken)
    {
        var store = new GaapCertificateStore(Client);
        var certificate = await store.GetAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (certificate.Alias != alias)
        {
            if (!await output.ShouldProcessAsync(id, Wording.Of(
                $"Rename '{certificate.Alias}' to '{alias}' (ModifyCertificateAttributes)")).ConfigureAwait(false))
            {
                return;
            }

            await store.RenameAsync(id, alias, cancellationToken).ConfigureAwait(false);
            certificate = PassThru ? await store.GetAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false) : certificate;
        }

        if (PassThru)
            output.Write(certificate);
    }
}
