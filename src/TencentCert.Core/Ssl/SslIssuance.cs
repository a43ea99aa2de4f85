namespace TencentCert.Core.Ssl;

/// <summary>Waits for a certificate to be issued.</summary>
/// <param name="client">Client.</param>
public sealed class SslIssuance(ApiClient client)
{
    /// <summary>Time after which an unknown new certificate is an error: the service is eventually consistent.</summary>
    public static readonly TimeSpan MaxVisibilityDelay = TimeSpan.FromSeconds(15);

    private readonly SslCertificateReader _certificates = new(client);

    /// <summary>Polls until the certificate is issued or has failed.</summary>
    /// <param name="certificateId">Id.</param>
    /// <param name="timeout">Time to wait.</param>
    /// <param name="pollInterval">Pause between polls; null begins at 0.25 s and grows to 15 s.</param>
    /// <param name="progress">Called at each poll.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The issued certificate with its public part.</returns>
    /// <exception cref="TencentCertException">
    /// The certificate is still unknown after <see cref="MaxVisibilityDelay"/>. <see cref="ErrorCodes.FailedState"/>: cancelled,
    /// failed, or requires manual action. <see cref="ErrorCodes.Timeout"/>: still in progress.
    /// </exception>
    public async Task<SslCertificate> WaitAsync(
        string certificateId, TimeSpan timeout, TimeSpan? pollInterval = null, Action<SslCertificate>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var deadline = client.Clock.GetUtcNow() + timeout;
        var polling = new Polling(client.Clock, pollInterval ?? Polling.FirstPause, pollInterval ?? TimeSpan.FromSeconds(15), timeout);
        var visibility = new Polling(
            client.Clock, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), timeout < MaxVisibilityDelay ? timeout : MaxVisibilityDelay);
        IReadOnlyList<SslValidationRecord> records = [];
        while (true)
        {
            SslCertificate certificate;
            try
            {
                certificate = await polling.ReadAsync(
                    () => _certificates.GetAsync(certificateId, deadline, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException missing) when (missing.IsNotFound && !polling.HasRead)
            {
                // An order becomes visible some seconds after its call.
                if (!await visibility.PauseAsync(cancellationToken).ConfigureAwait(false))
                    throw;

                continue;
            }

            progress?.Invoke(certificate);
            records = certificate.Validation.Count > 0 ? certificate.Validation : records;

            if (certificate.Status == SslCertificateStatus.Issued)
                return await DetailAsync(certificate, records, cancellationToken).ConfigureAwait(false);

            if (certificate.Status.IsFailure())
            {
                throw Failure(
                    ErrorCodes.FailedState,
                    $"{certificateId} ({certificate.Domain}) is {certificate.Status} and will not be issued. {certificate.StatusMessage}",
                    $"This state is final. Find the reason with Get-SslCertificate, then order a new certificate.");
            }

            if (certificate.Status.RequiresManualAction())
            {
                throw Failure(
                    ErrorCodes.FailedState,
                    $"{certificateId} ({certificate.Domain}) is {certificate.Status}: submit the information first, then wait again. "
                    + $"{certificate.StatusMessage}",
                    $"Submit the information with Submit-SslCertificateOrder; upload a letter in the console (My Certificates).");
            }

            if (!await polling.PauseAsync(cancellationToken).ConfigureAwait(false))
            {
                throw Failure(
                    ErrorCodes.Timeout, TimeoutMessage(certificate, timeout), $"Pipe it into Wait-SslCertificate to keep waiting.");
            }
        }
    }

    // A missing status message leaves a space.
    private static TencentCertException Failure(string code, Wording message, Wording advice) =>
        new(code, Wording.Verbatim(message.ToString().TrimEnd())) { Advice = advice.ToString() };

    // The full description also returns the private key; without that permission, the short one is used.
    private async Task<SslCertificate> DetailAsync(
        SslCertificate issued, IReadOnlyList<SslValidationRecord> records, CancellationToken cancellationToken)
    {
        try
        {
            return await _certificates.GetDetailAsync(
                issued.CertificateId, seen: records, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException denied) when (denied.IsDenied)
        {
            return issued;
        }
    }

    private static Wording TimeoutMessage(SslCertificate certificate, TimeSpan timeout)
    {
        var records = certificate.Validation.Count == 0
            ? ""
            : Wording.Of(
                $" It waits for validation; publish "
                + $"{Wording.List(certificate.Validation.Select(record => $"{record.Type} {record.Name}"))}.");
        return $"{certificate.CertificateId} ({certificate.Domain}) was not issued within {timeout.TotalSeconds:0} s; it is "
            + $"{certificate.Status}.{records}";
    }
}
