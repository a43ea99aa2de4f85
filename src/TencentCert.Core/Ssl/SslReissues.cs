using TencentCert.Core.Api;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Reissues a certificate once. A certificate that already has a successor is not reissued again: the newest
/// successor is returned. After a lost answer the successor is looked for; the request is never sent a second time.
/// </summary>
/// <param name="client">Client.</param>
public sealed class SslReissues(ApiClient client)
{
    // Clocks differ, and the service may stamp an order a little before or after the call.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly SslCertificates _certificates = new(client);

    /// <summary>Checks a request without sending a change; what a preview shows.</summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <returns>The certificate that would be reissued, or the successor it has.</returns>
    /// <exception cref="TencentCertException">Bad input, or a certificate that cannot be reissued or would gain nothing by it.</exception>
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

        if (!request.Force)
        {
            await CheckGainsAsync(original, cancellationToken).ConfigureAwait(false);
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
            return await new OnceCall(client).RunAsync(
                SslActions.ReplaceCertificate,
                request.ToWire(),
                answer => answer.Value.CertificateId is { Length: > 0 } id
                    ? new SslCertificateReissue
                    {
                        CertificateId = id,
                        OldCertificateId = original.CertificateId,
                        Domain = original.Domain,
                        ValidType = request.ValidType,
                        RequestId = answer.RequestId,
                    }
                    : null,
                token => LookAsync(original, since, token),
                HowToCheck(original),
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException refused) when (refused.Code == "FailedOperation.OrderAlreadyReplaced")
        {
            // Somebody else's run came first, or an earlier one of ours.
            if (await LookAsync(original, DateTimeOffset.MinValue, cancellationToken).ConfigureAwait(false) is { } made)
            {
                return made;
            }

            throw;
        }
    }

    private async Task<SslCertificateReissue?> LookAsync(SslCertificate original, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = await _certificates.GetAsync(original.CertificateId, cancellationToken).ConfigureAwait(false);
        var successor = await SuccessorAsync(now, cancellationToken).ConfigureAwait(false)
            ?? await ListedSinceAsync(original, since, cancellationToken).ConfigureAwait(false);
        return successor is null ? null : Found(original, successor);
    }

    // A nightly run must not reissue for ever what a reissue does not prolong.
    private async Task CheckGainsAsync(SslCertificate original, CancellationToken cancellationToken)
    {
        foreach (var predecessor in await LinkedAsync(original, cancellationToken).ConfigureAwait(false))
        {
            if (predecessor.InsertTime < original.InsertTime && original.NotAfter <= predecessor.NotAfter)
            {
                throw Refused(
                    $"{original.CertificateId} is itself the reissue of {predecessor.CertificateId} and ends no later, so another one would not either: the order ends. "
                    + $"Renew it: Request-SslCertificate -RenewCertificate {original.CertificateId}. To reissue all the same, for a new key, add -Force.");
            }
        }
    }

    // The newest of the line: after A, B and C, a reissue of A is C.
    private async Task<SslCertificate?> SuccessorAsync(SslCertificate original, CancellationToken cancellationToken)
    {
        SslCertificate? newest = null;
        for (var current = original; current is not null;)
        {
            var next = (await LinkedAsync(current, cancellationToken).ConfigureAwait(false))
                .FirstOrDefault(candidate => !candidate.Status.IsFailure() && candidate.InsertTime > current.InsertTime);
            newest = next ?? newest;
            current = next;
        }

        return newest;
    }

    // The service's pages disagree on which of the pair points forward, so callers let the dates decide.
    private async Task<IReadOnlyList<SslCertificate>> LinkedAsync(SslCertificate certificate, CancellationToken cancellationToken)
    {
        var linked = new List<SslCertificate>();
        foreach (var id in new[] { certificate.ReplacedFor, certificate.ReplacedBy })
        {
            if (id is null || id == certificate.CertificateId)
            {
                continue;
            }

            try
            {
                linked.Add(await _certificates.GetAsync(id, cancellationToken).ConfigureAwait(false));
            }
            catch (TencentCertException missing) when (missing.IsNotFound)
            {
                // Deleted since; it is in no line any more.
            }
        }

        return linked;
    }

    private async Task<SslCertificate?> ListedSinceAsync(SslCertificate original, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await foreach (var candidate in _certificates.ListAsync(new SslCertificateQuery { SearchKey = original.Domain }, cancellationToken).ConfigureAwait(false))
        {
            if (candidate.InsertTime >= since
                && candidate.InsertTime > original.InsertTime
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
        Wording.Of($"Check with Get-SslCertificate -SearchKey '{original.Domain}' and look for one whose ReplacedBy is {original.CertificateId}; running the reissue again picks it up.");

    private static TencentCertException Refused(Wording message) => new("FailedOperation.InvalidCertificateStatusCode", message);
}

/// <summary>What a reissue starts from.</summary>
/// <param name="Original">The certificate to reissue.</param>
/// <param name="Existing">Its newest successor, when it already has one.</param>
public sealed record SslReissuePreflight(SslCertificate Original, SslCertificateReissue? Existing);
