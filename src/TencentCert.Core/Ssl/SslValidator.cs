using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Ssl;

namespace TencentCert.Core.Ssl;

/// <summary>Domain validation: the records to publish, their state, and the request for an immediate check.</summary>
/// <param name="client">Client.</param>
public sealed class SslValidator(ApiClient client)
{
    private readonly SslCertificateReader _certificates = new(client);

    /// <summary>The records to publish. The service creates them some seconds after the order, so the method waits.</summary>
    /// <param name="certificateId">Certificate.</param>
    /// <param name="timeout">Time to wait for records of a pending order.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The certificate with its records: empty when it is not pending, or none are available.</returns>
    public async Task<SslCertificate> GetAsync(string certificateId, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var polling = new Polling(client.Clock, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5), timeout);
        SslCertificate certificate;
        do
        {
            certificate = await _certificates.GetAsync(certificateId, cancellationToken).ConfigureAwait(false);
        }
        while (certificate.Validation.Count == 0 && IsPending(certificate.Status)
            && await polling.PauseAsync(cancellationToken).ConfigureAwait(false));

        return certificate;
    }

    /// <summary>The validation state of each domain.</summary>
    /// <param name="certificateId">Certificate.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<SslValidationTest>> TestAsync(string certificateId, CancellationToken cancellationToken = default)
    {
        SslCertificateId.Check(certificateId);
        var answer = await client.SendAsync(
            SslActions.CheckCertificateDomainVerification, new CheckCertificateDomainVerificationRequest { CertificateId = certificateId },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. answer.Value.VerificationResults.NonNull().Select(result => SslValidationTest.Read(certificateId, result))];
    }

    /// <summary>Requests an immediate check (CompleteCertificate). The records must be published.</summary>
    /// <param name="before">The order as it is.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">The service refused, and the state is as before.</exception>
    public async Task<SslOrderChange> CompleteAsync(SslCertificate before, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (before.Status == SslCertificateStatus.Issued)
            return SslOrderChange.From(before, SslChangeState.AlreadyCurrent);

        try
        {
            var answer = await client.SendAsync(
                SslActions.CompleteCertificate, new CompleteCertificateRequest { CertificateId = before.CertificateId },
                cancellationToken: cancellationToken).ConfigureAwait(false);
            return await SslOrderChange.From(before, SslChangeState.Changed, answer.RequestId)
                .WithCurrentStateAsync(_certificates, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException failure) when (failure.MayHaveTakenEffect)
        {
            // An attempt whose response was lost may have ended the validation; the service refuses the retry then.
            var now = await SslOrderChange.From(before, SslChangeState.Changed, recovered: true)
                .WithCurrentStateAsync(_certificates, cancellationToken).ConfigureAwait(false);
            if (now.Status == before.Status)
                throw;

            return now;
        }
    }

    private static bool IsPending(SslCertificateStatus status) =>
        status is SslCertificateStatus.Reviewing or SslCertificateStatus.AddingDnsRecord;
}
