namespace TencentCert.Ssl;

/// <summary>Cancels orders (CancelCertificateOrder), or withdraws their information from review (CancelAuditCertificate).</summary>
[Cmdlet(VerbsLifecycle.Stop, "SslCertificateOrder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SslOrderChange))]
public sealed class StopSslCertificateOrderCommand : SslCancellationCmdlet
{
    /// <summary>Withdraws the information from review and keeps the order, so that other information can be submitted.</summary>
    [Parameter]
    public SwitchParameter ReviewOnly { get; set; }

    private protected override bool IsDone(SslCertificateStatus status) => SslCanceller.IsCancelled(status);

    private protected override (string Target, string Action) Question(SslCertificate before) =>
        (Wording.Of($"{before.CertificateId} ({before.Domain}, {before.Status})"), (ReviewOnly ? Wording.Of(
            $"Take the order's information out of review "
            + $"(CancelAuditCertificate)") : Wording.Of($"Cancel the order (CancelCertificateOrder)")));

    private protected override Task<SslOrderChange> ChangeAsync(
        SslCertificate before, CmdletOutput output, CancellationToken cancellationToken)
    {
        var canceller = new SslCanceller(Client);
        return ReviewOnly ? canceller.CancelReviewAsync(before, cancellationToken) : canceller.CancelAsync(before, cancellationToken);
    }
}
