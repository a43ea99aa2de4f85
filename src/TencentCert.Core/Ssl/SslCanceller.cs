using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Json;
using TencentCert.Core.Strings;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;


namespace TencentCert.Core.Ssl;

/// <summary>Cancels and revokes, each once, and not if it was done before.</summary>
/// <param name="client">Client.</param>
public sealed class SslCanceller(ApiClient client)
{
    private readonly SslCertificateReader _certificates = new(client);
    private readonly OnceCall _once = new(client);

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
            : RunAsync(
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
        return before.Status is SslCertificateStatus.InformationPending or SslCertificateStatus.FreeInformationPending
            || IsCancelled(before.Status)
            ? Task.FromResult(SslOrderChange.From(before, SslChangeState.AlreadyCurrent))
            : RunAsync(
                SslActions.CancelAuditCertificate,
                new CancelAuditCertificateRequest { CertificateId = before.CertificateId },
                before,
                status => status != before.Status && status != SslCertificateStatus.Issued,
                cancellationToken,
                answer => answer.Result);
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
        {
            return SslOrderChange.From(before, SslChangeState.AlreadyCurrent);
        }

        SslValidationRecord[] records = [];
        var change = await RunAsync(
            SslActions.RevokeCertificate,
            new RevokeCertificateRequest { CertificateId = before.CertificateId, Reason = reason },
            before,
            IsRevoked,
            cancellationToken,
            answer =>
            {
                records = [.. (answer.RevokeDomainValidateAuths ?? []).Where(one => one is not null)
                    .Select(one => Record(before.CertificateId, one))];
                return true;
            }).ConfigureAwait(false);
        return change with { Validation = records };
    }

    // A response that says "no" is a refusal; after an empty response, the state is read.
    private async Task<SslOrderChange> RunAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action,
        TRequest request,
        SslCertificate before,
        Func<SslCertificateStatus, bool> isDone,
        CancellationToken cancellationToken,
        Func<TResponse, bool?>? accept = null)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireAnswer<TResponse>
    {
        var answered = await _once.RunAsync(
            action,
            request,
            answer => (accept is null ? true : accept(answer.Value)) switch
            {
                true => SslOrderChange.From(before, SslChangeState.Changed, answer.RequestId),
                null => null,
                false => throw new TencentCertException(
                    ErrorCodes.FailedState,
                    $"{action.Name} answered that it did not succeed for {before.CertificateId}, which is {before.Status}.")
                {
                    Action = action.ToString(),
                    RequestId = answer.RequestId,
                },
            },
            async token =>
            {
                var now = await _certificates.GetAsync(before.CertificateId, token).ConfigureAwait(false);
                return isDone(now.Status) ? SslOrderChange.From(now, SslChangeState.Changed, recovered: true) : null;
            },
            Wording.Of($"Check with Get-SslCertificate {before.CertificateId}; it was {before.Status}."),
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return answered.Recovered ? answered : await answered.AsOfNowAsync(_certificates, cancellationToken).ConfigureAwait(false);
    }

    private static SslValidationRecord Record(string certificateId, RevokeDomainValidateAuths one) => new()
    {
        CertificateId = certificateId,
        Domain = one.DomainValidateAuthDomain,
        Type = string.IsNullOrEmpty(one.DomainValidateAuthPath) ? "TXT" : "FILE",
        Name = one.DomainValidateAuthKey,
        Value = one.DomainValidateAuthValue,
        Path = SslValidationRecord.Folder(one.DomainValidateAuthPath, one.DomainValidateAuthKey),
    };
}
