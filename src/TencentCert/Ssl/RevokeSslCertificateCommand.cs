namespace TencentCert.Ssl;

/// <summary>Revokes certificates, each once (RevokeCertificate). Clients no longer trust a server with a revoked certificate.</summary>
[Cmdlet(VerbsSecurity.Revoke, "SslCertificate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SslOrderChange))]
public sealed class RevokeSslCertificateCommand : SslCancellationCmdlet
{
    /// <summary>Reason.</summary>
    [Parameter]
    [ValidateLength(1, 255)]
    public string? Reason { get; set; }

    private protected override bool IsDone(SslCertificateStatus status) => SslCanceller.IsRevoked(status);

    private protected override (string Target, string Action) Question(SslCertificate before) =>
        (Wording.Of(
            $"{before.CertificateId} ({before.Domain}, {before.DaysLeft} days "
            + $"left)"), Wording.Of($"Revoke, which cannot be undone (RevokeCertificate)"));

    private protected override async Task<SslOrderChange> ChangeAsync(
        SslCertificate before, CmdletOutput output, CancellationToken cancellationToken)
    {
        var change = await new SslCanceller(Client).RevokeAsync(before, Reason, cancellationToken).ConfigureAwait(false);
        foreach (var record in change.Validation.Where(_ => change.State == SslChangeState.Changed))
        {
            output.Warning(Wording.Of(
                $"The revocation of {before.CertificateId} waits for a {record.Type} record of {record.Domain}: "
                + $"{record.Path + record.Name} = {record.Value}"));
        }

        return change;
    }
}
