using TencentCert.Core.Api;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Reissues a certificate once. A certificate that already has a successor is not reissued again: the successor
/// is returned. After a lost answer the successor is looked for; the request is never sent a second time.
/// </summary>
/// <param name="client">Client.</param>
public sealed class SslReissues(ApiClient client)
{
    private static readonly TimeSpan[] Looks =
        [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];

    // Clocks differ, and the service may stamp an order a little before or after the call.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly SslCertificates _certificates = new(client);

    /// <summary>Checks a request without sending a change; what a preview shows.</summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>The certificate that would be reissued.</returns>
    /// <exception cref="TencentCertException">Bad input, or a certificate that cannot be reissued.</exception>
    public async Task<SslReissuePreflight> PreflightAsync(SslReissueRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ToWire();
        var original = await _certificates.GetAsync(request.CertificateId, cancellationToken).ConfigureAwait(false);
        if (await SuccessorAsync(original, cancellationToken).ConfigureAwait(false) is { } successor)
        {
            return new SslReissuePreflight(original, Found(original, successor));
        }

        if (original.IsUploaded)
        {
            throw Refused($"{original.CertificateId} was uploaded, so the service cannot reissue it. Get a new one from its issuer and import it.");
        }

        if (original.Status == SslCertificateStatus.Reissuing)
        {
            throw new TencentCertException(
                ErrorCodes.OutcomeUnknown, $"{original.CertificateId} is being reissued, but its new certificate does not show yet. Nothing was sent. {HowToCheck(original)}");
        }

        if (original.Status != SslCertificateStatus.Issued)
        {
            throw Refused($"{original.CertificateId} is {original.Status}; only an issued certificate can be reissued.");
        }

        return new SslReissuePreflight(original, null);
    }

    /// <summary>Reissues what a preflight let pass.</summary>
    /// <param name="request">Request.</param>
    /// <param name="preflight">Its preflight.</param>
    /// <param name="cancellationToken">Stops at once. A request already sent may have started a reissue, which the next run finds.</param>
    /// <exception cref="TencentCertException">
    /// The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>: the answer was lost and no successor was found.
    /// </exception>
    public async Task<SslCertificateReissue> RunAsync(SslReissueRequest request, SslReissuePreflight preflight, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(preflight);
        if (preflight.Existing is { } existing)
        {
            return existing;
        }

        var original = preflight.Original;
        var since = client.Connection.ServerTime - Skew;
        try
        {
            var answer = await client.SendAsync(SslActions.ReplaceCertificate, request.ToWire(), cancellationToken: cancellationToken).ConfigureAwait(false);
            if (answer.Value.CertificateId is { Length: > 0 } id)
            {
                return new SslCertificateReissue
                {
                    CertificateId = id,
                    OldCertificateId = original.CertificateId,
                    Domain = original.Domain,
                    ValidType = request.ValidType,
                    RequestId = answer.RequestId,
                };
            }

            // Accepted, but the id is missing from the answer: the same question as after a lost one.
            return await ReconcileAsync(original, since, null, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException failure) when (failure.MayHaveTakenEffect || failure.Code == "FailedOperation.OrderAlreadyReplaced")
        {
            return await ReconcileAsync(original, since, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SslCertificateReissue> ReconcileAsync(
        SslCertificate original, DateTimeOffset since, TencentCertException? failure, CancellationToken cancellationToken)
    {
        var refused = failure is { MayHaveTakenEffect: false };
        TencentCertException? blind = null;
        foreach (var pause in refused ? Looks[..1] : Looks)
        {
            await Task.Delay(pause, client.Clock, cancellationToken).ConfigureAwait(false);
            try
            {
                var now = await _certificates.GetAsync(original.CertificateId, cancellationToken).ConfigureAwait(false);
                var successor = await SuccessorAsync(now, cancellationToken).ConfigureAwait(false)
                    ?? await NewestSinceAsync(original, since, cancellationToken).ConfigureAwait(false);
                if (successor is not null)
                {
                    return Found(original, successor);
                }
            }
            catch (TencentCertException unreadable)
            {
                // Looking again is free; only the last answer counts.
                blind = unreadable;
            }
        }

        if (refused)
        {
            throw failure!;
        }

        var cause = failure is null ? "The service accepted the reissue without naming the new certificate" : $"The answer to ReplaceCertificate was lost ({failure.Code})";
        throw new TencentCertException(
            ErrorCodes.OutcomeUnknown, $"{cause}, and no new certificate shows. It was sent once and will not be sent again. {HowToCheck(original)}", failure ?? blind)
        {
            Action = SslActions.ReplaceCertificate.ToString(),
            RequestId = failure?.RequestId,
            Attempt = failure?.Attempt ?? 1,
            MayHaveTakenEffect = true,
        };
    }

    // The service's pages disagree on which of the pair points forward, so the dates decide.
    private async Task<SslCertificate?> SuccessorAsync(SslCertificate original, CancellationToken cancellationToken)
    {
        foreach (var id in new[] { original.ReplacedFor, original.ReplacedBy })
        {
            if (id is null || id == original.CertificateId)
            {
                continue;
            }

            try
            {
                var candidate = await _certificates.GetAsync(id, cancellationToken).ConfigureAwait(false);
                if (!candidate.Status.IsFailure() && candidate.InsertTime > original.InsertTime)
                {
                    return candidate;
                }
            }
            catch (TencentCertException missing) when (missing.IsNotFound)
            {
                // Deleted since; it is no successor any more.
            }
        }

        return null;
    }

    private async Task<SslCertificate?> NewestSinceAsync(SslCertificate original, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await foreach (var candidate in _certificates.ListAsync(new SslCertificateQuery { SearchKey = original.Domain }, cancellationToken).ConfigureAwait(false))
        {
            if (candidate.InsertTime >= since
                && candidate.CertificateId != original.CertificateId
                && (candidate.ReplacedBy == original.CertificateId || candidate.ReplacedFor == original.CertificateId)
                && !candidate.Status.IsFailure())
            {
                return candidate;
            }
        }

        return null;
    }

    private static SslCertificateReissue Found(SslCertificate original, SslCertificate successor) => new()
    {
        CertificateId = successor.CertificateId,
        OldCertificateId = original.CertificateId,
        Domain = successor.Domain ?? original.Domain,
        Recovered = true,
    };

    private static string HowToCheck(SslCertificate original) =>
        $"Check with Get-SslCertificate -SearchKey '{original.Domain}' and look for one whose ReplacedBy is {original.CertificateId}; running the reissue again picks it up.";

    private static TencentCertException Refused(string message) => new("FailedOperation.InvalidCertificateStatusCode", message);
}

/// <summary>What a reissue starts from.</summary>
/// <param name="Original">The certificate to reissue.</param>
/// <param name="Existing">Its successor, when it already has one.</param>
public sealed record SslReissuePreflight(SslCertificate Original, SslCertificateReissue? Existing);
