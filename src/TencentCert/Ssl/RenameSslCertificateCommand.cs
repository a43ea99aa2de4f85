using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;
using TencentCert.Strings;

namespace TencentCert.Ssl;

/// <summary>Gives a certificate another alias (ModifyCertificateAlias).</summary>
[Cmdlet(VerbsCommon.Rename, "SslCertificate", SupportsShouldProcess = true)]
[OutputType(typeof(SslCertificate))]
public sealed class RenameSslCertificateCommand : ApiCmdlet
{
    /// <summary>Certificate.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string CertificateId { get; set; } = "";

    /// <summary>Its new alias; from the pipeline, as with Rename-Item, a script block makes it of each certificate.</summary>
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
        Run((output, token) => RenameAsync(id, output, token), id);
    }

    private async Task RenameAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        SslCertificateId.Check(id);
        if (!await output.ShouldProcessAsync(id, Messages.Text("SetAlias", NewName)).ConfigureAwait(false))
        {
            return;
        }

        await new SslEdits(Client).RenameAsync(id, NewName, cancellationToken).ConfigureAwait(false);
        if (PassThru)
        {
            output.Write(await new SslCertificates(Client).GetAsync(id, cancellationToken).ConfigureAwait(false));
        }
    }
}
