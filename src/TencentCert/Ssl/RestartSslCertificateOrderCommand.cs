namespace TencentCert.Ssl;

/// <summary>Restarts the failed or cancelled review of orders (ModifyCertificateResubmit).</summary>
[Cmdlet(VerbsLifecycle.Restart, "SslCertificateOrder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SslOrderChange))]
public sealed class RestartSslCertificateOrderCommand : SslCancellationCmdlet
{
    private protected override bool IsDone(SslCertificateStatus status) => SslOrderSubmitter.IsUnderReview(status);

    private protected override (string Target, string Action) Question(SslCertificate before) =>
        (Wording.Of($"{before.CertificateId} ({before.Domain}, {before.Status})"), Wording.Of($"Restart the review"));

    private protected override Task<SslOrderChange> ChangeAsync(
        SslCertificate before, CmdletOutput output, CancellationToken cancellationToken) =>
        new SslOrderSubmitter(Client).ResubmitAsync(before, cancellationToken);
}
