using System.Management.Automation;
using TencentCert.Completion;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;
using TencentCert.Strings;

namespace TencentCert.Ssl;

/// <summary>Cancels orders (CancelCertificateOrder), or takes their information out of review (CancelAuditCertificate).</summary>
[Cmdlet(VerbsLifecycle.Stop, "SslCertificateOrder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SslOrderChange))]
public sealed class StopSslCertificateOrderCommand : ApiCmdlet
{
    /// <summary>Orders.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SslCertificateIdCompleter))]
    public string[] CertificateId { get; set; } = [];

    /// <summary>Takes the information out of review and keeps the order, so that other information can be handed in.</summary>
    [Parameter]
    public SwitchParameter ReviewOnly { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var id in CertificateId)
        {
            Run((output, token) => StopAsync(id, output, token), id);
        }
    }

    private async Task StopAsync(string id, CmdletOutput output, CancellationToken cancellationToken)
    {
        SslCertificateId.Check(id);
        var before = await new SslCertificates(Client).GetAsync(id, cancellationToken).ConfigureAwait(false);
        var changes = new SslOrderChanges(Client);
        var what = Messages.Text(ReviewOnly ? "CancelReview" : "CancelOrder");
        if (SslOrderChanges.IsCancelled(before.Status))
        {
            output.Verbose(Messages.Text("StateSendsNothing", id, before.Status));
        }
        else if (!await output.ShouldProcessAsync(Messages.Text("CertificateTarget", id, before.Domain, before.Status), what).ConfigureAwait(false))
        {
            return;
        }

        output.Write(await (ReviewOnly ? changes.CancelReviewAsync(before, cancellationToken) : changes.CancelAsync(before, cancellationToken)).ConfigureAwait(false));
    }
}
