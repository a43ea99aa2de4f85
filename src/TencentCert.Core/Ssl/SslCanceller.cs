using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Cancels and revokes, each once, and not if it was done before.</summary>
/// <param name="client">Client.</param>
public sealed class SslCanceller(ApiClient client)
{
    private readonly SslOrderCall _calls = new(client);

    /// <summary>Whether a state means that the order is or will be cancelled.</summary>
    public static bool IsCancelled(SslCertificateStatus status) =>
        status is SslCertificateStatus.Cancelling or SslCertificateStatus.Cancelled or SslCertificateStatus.Refunded;

    /// <summary>Whether a state means that the certificate is or will be revoked.</summary>
    public static bool IsRevoked(SslCertificateStatus status) =>
        status is SslCertificateStatus.Revoking or SslCertificateStatus.Revoked or SslCertificateStatus.RevocationLetterPending;

    /// <summary>Cancels an order (CancelCertificateOrder).</summary>
    /// <param name="before">Present state of the order.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public Task<SslOrderChange> CancelAsync(SslCertificate before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        return IsCancelled(before.Status)
            ? Task.FromResult(SslOrderChange.From(before, SslChangeState.AlreadyCurrent))
            : _calls.RunAsync(
                SslActions.CancelCertificateOrder, new CancelCertificateOrderRequest { CertificateId = before.CertificateId }, before,
                IsCancelled, cancellationToken);
    }

    /// <summary>Withdraws an order's information from review (CancelAuditCertificate); the order remains.</summary>
    /// <param name="before">Present state of the order.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public Task<SslOrderChange> CancelReviewAsync(SslCertificate before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        return SslOrderSubmitter.IsPending(before.Status) || IsCancelled(before.Status)
            ? Task.FromResult(SslOrderChange.From(before, SslChangeState.AlreadyCurrent))
            : _calls.RunAsync(
                SslActions.CancelAuditCertificate, new CancelAuditCertificateRequest { CertificateId = before.CertificateId }, before,
                status => status != before.Status && status != SslCertificateStatus.Issued, cancellationToken,
                answer => answer.Value.Result);
    }

    /// <summary>Revokes a certificate (RevokeCertificate). The result contains the records to publish.</summary>
    /// <param name="before">Present state of the certificate.</param>
    /// <param name="reason">Reason.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslOrderChange> RevokeAsync(
        SslCertificate before, string? reason = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (IsRevoked(before.Status))
            return SslOrderChange.From(before, SslChangeState.AlreadyCurrent);

        SslValidationRecord[] records = [];
        var change = await _calls.RunAsync(
            SslActions.RevokeCertificate, new RevokeCertificateRequest { CertificateId = before.CertificateId, Reason = reason },
            before, IsRevoked, cancellationToken,
            answer =>
            {
                records = [.. answer.Value.RevokeDomainValidateAuths.NonNull().Select(record => Record(before.CertificateId, record))];
                return true;
            }).ConfigureAwait(false);
        return change with { Validation = records };
    }

    private static SslValidationRecord Record(string certificateId, RevokeDomainValidateAuths record) => new()
    {
        CertificateId = certificateId,
        Domain = record.DomainValidateAuthDomain,
        Type = string.IsNullOrEmpty(record.DomainValidateAuthPath) ? "TXT" : "FILE",
        Name = record.DomainValidateAuthKey,
        Value = record.DomainValidateAuthValue,
        Path = SslValidationRecord.Folder(record.DomainValidateAuthPath, record.DomainValidateAuthKey),
    };
}
