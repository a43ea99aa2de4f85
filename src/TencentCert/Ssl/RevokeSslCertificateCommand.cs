using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;
using TencentCert.Strings;

namespace TencentCert.Ssl;

/// <summary>Revokes certificates, each once (RevokeCertificate). Whoever serves a revoked certificate is no longer trusted.</summary>
[Cmdlet(VerbsSecurity.Revoke, "SslCertificate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SslOrderChange))]
public sealed class RevokeSslCertificateCommand : ApiCmdlet
{
    /// <summary>Certificates.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Reason.</summary>
    [Parameter]
    [ValidateLength(1, 255)]
    public string? Reason { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in CertificateId)
        {
            Run((output, token) => RevokeAsync(id, output, token), id);
        }
    }

    private async Task RevokeAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        SslCertificateId.Check(id);
        var before = await new SslCertificates(Client).GetAsync(id, cancellationToken).ConfigureAwait(false);
        if (SslOrderChanges.IsRevoked(before.Status))
        {
            output.Verbose(Messages.Text("StateSendsNothing", id, before.Status));
        }
        else if (!await output.ShouldProcessAsync(Messages.Text("ReissueTarget", id, before.Domain, before.DaysLeft), Messages.Text("Revoke")).ConfigureAwait(false))
        {
            return;
        }

        var change = await new SslOrderChanges(Client).RevokeAsync(before, Reason, cancellationToken).ConfigureAwait(false);
        foreach (var record in change.Validation.Where(_ => change.State == SslChangeState.Changed))
        {
            output.Warning(Messages.Text("RevocationWaits", id, record.Type, record.Domain, record.Path + record.Name, record.Value));
        }

        output.Write(change);
    }
}
