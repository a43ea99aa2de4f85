using System.Management.Automation;
using TencentCert.Core.Ssl;
using TencentCert.Pipeline;

namespace TencentCert.Ssl;

/// <summary>Cancels orders (CancelCertificateOrder), or takes their information out of review (CancelAuditCertificate).</summary>
[Cmdlet(VerbsLifecycle.Stop, "SslCertificateOrder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SslOrderChange))]
public sealed class StopSslCertificateOrderCommand : ApiCmdlet
{
    /// <summary>Orders.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
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
        var what = ReviewOnly ? "Take the order's information out of review (CancelAuditCertificate)" : "Cancel the order (CancelCertificateOrder)";
        if (SslOrderChanges.IsCancelled(before.Status))
        {
            output.Verbose($"{id} is {before.Status}; nothing is sent.");
        }
        else if (!await output.ShouldProcessAsync($"{id} ({before.Domain}, {before.Status})", what).ConfigureAwait(false))
        {
            return;
        }

        output.Write(await (ReviewOnly ? changes.CancelReviewAsync(before, cancellationToken) : changes.CancelAsync(before, cancellationToken)).ConfigureAwait(false));
    }
}
