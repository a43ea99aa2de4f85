using TencentCert.Core.Wire;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Reissues a certificate once. A certificate with a successor is not reissued again: the newest
/// successor is returned. After a lost response, the successor is searched; the request is never repeated.
/// </summary>
/// <param name="client">Client.</param>
public sealed class SslReissuer(ApiClient client)
{
    private readonly SslCertificateReader _certificates = new(client);
    private readonly SslLineage _lineage = new(new SslCertificateReader(client));

    /// <summary>Checks a request without a change, also for previews.</summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The certificate to reissue, or its successor; a recent reissue is its own successor.</returns>
    /// <exception cref="TencentCertException">Bad input, or a certificate that cannot be reissued or extended.</exception>
    public async Task<SslReissuePreflight> PreflightAsync(SslReissueRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ToWire();
        var original = await _certificates.GetAsync(request.CertificateId, cancellationToken).ConfigureAwait(false);
        if (await _lineage.NewestAsync(original, cancellationToken).ConfigureAwait(false) is { } successor)
            return new SslReissuePreflight(original, Found(original, successor));

        if (original.IsUploaded)
        {
            throw Refused(
                $"{original.CertificateId} was uploaded, so the service cannot reissue it. Get a new one from its issuer and import it.");
        }

        if (original.Status == SslCertificateStatus.Reissuing)
        {
            throw new TencentCertException(
                ErrorCodes.OutcomeUnknown,
                    $"{original.CertificateId} is being reissued, but its new certificate does not show yet. Nothing was sent. "
                    + $"{HowToCheck(original)}");
        }

        if (original.Status == SslCertificateStatus.Expired)
        {
            return new SslReissuePreflight(original, null)
            {
                Refusal = Refused(
                    $"{original.CertificateId} ({original.Domain}) has expired and can no longer be reissued. "
                    + $"{HowToRenew(original, request.ValidType)}"),
            };
        }

        if (original.Status != SslCertificateStatus.Issued)
            throw Refused($"{original.CertificateId} is {original.Status}; only an issued certificate can be reissued.");

        await SslReissueKey.CheckAsync(_certificates, request, original, cancellationToken).ConfigureAwait(false);
        if (!request.Force)
            return new(original, await FindFreshReissueAsync(original, request.ValidType, cancellationToken).ConfigureAwait(false));

        return original.IsFree && await _lineage.OriginalAsync(original, cancellationToken).ConfigureAwait(false) is { } first
            ? throw Refused(
                $"{original.CertificateId} is free and already the one reissue of {first.CertificateId}; the service makes no other. "
                + $"{HowToRenew(original, request.ValidType)}")
            : new SslReissuePreflight(original, null);
    }

    /// <summary>Reissues after a successful preflight.</summary>
    /// <param name="request">Request.</param>
    /// <param name="preflight">Its preflight.</param>
    /// <param name="cancellationToken">Stops at once. A request already sent may have started a reissue, which the next run finds.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>: the response was lost and no
    /// successor was found.</exception>
    public async Task<SslCertificateReissue> RunAsync(
        SslReissueRequest request, SslReissuePreflight preflight, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(preflight);
        if (preflight.Existing is { } existing)
            return existing;

        if (preflight.Refusal is { } refusal)
            throw refusal;

        var original = preflight.Original;
        using var gate = await OnceGate.EnterAsync(client, "reissue " + original.CertificateId, cancellationToken).ConfigureAwait(false);

        // Another call may have reissued it since the preflight.
        var now = await _certificates.GetAsync(original.CertificateId, cancellationToken).ConfigureAwait(false);
        if ((now.ReplacedFor != original.ReplacedFor || now.Status == SslCertificateStatus.Reissuing)
            && await _lineage.NewestAsync(now, cancellationToken).ConfigureAwait(false) is { } successor)
        {
            return Found(original, successor);
        }

        var since = client.Connection.ServerTime - OnceCall.ClockSkew;
        try
        {
            return await new OnceCall(client).RunAsync(
                SslActions.ReplaceCertificate, request.ToWire(),
                answer => SslCertificateId.FromResponse(answer.Value.CertificateId) is { } id
                    ? new SslCertificateReissue
                    {
                        CertificateId = id,
                        OldCertificateId = original.CertificateId,
                        Domain = original.Domain,
                        ValidType = request.ValidType,
                        RequestId = answer.RequestId,
                    }
                    : null,
                token => FindSuccessorAsync(original, since, request.CsrContent, token),
                HowToCheck(original),
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException refused) when (refused.Code == "FailedOperation.OrderAlreadyReplaced")
        {
            // Another run was faster.
            if (await FindSuccessorAsync(original, DateTimeOffset.MinValue, null, cancellationToken).ConfigureAwait(false) is { } made)
                return made;

            throw;
        }
    }

    private async Task<SslCertificateReissue?> FindSuccessorAsync(
        SslCertificate original, DateTimeOffset since, string? request, CancellationToken cancellationToken)
    {
        var now = await _certificates.GetAsync(original.CertificateId, cancellationToken).ConfigureAwait(false);
        var successor = await _lineage.NewestAsync(now, cancellationToken).ConfigureAwait(false)
            ?? await FindCreatedSinceAsync(original, since, cancellationToken).ConfigureAwait(false);
        return successor is null || !MatchesRequest(successor, request) ? null : Found(original, successor);
    }

    // A reissue with another request is not the result of this call.
    private static bool MatchesRequest(SslCertificate successor, string? request) =>
        request is null || successor.SubmittedRequest is null || RemoveWhitespace(successor.SubmittedRequest) == RemoveWhitespace(request);

    private static string RemoveWhitespace(string pem) => string.Concat(pem.Where(character => !char.IsWhiteSpace(character)));

    // A nightly run must not reissue last night's reissue, or a certificate that a reissue does not extend.
    private async Task<SslCertificateReissue?> FindFreshReissueAsync(
        SslCertificate original, SslValidType validType, CancellationToken cancellationToken)
    {
        var predecessor = await _lineage.OriginalAsync(original, cancellationToken).ConfigureAwait(false);
        if (predecessor is not null && original.NotAfter > client.Clock.GetUtcNow() + SslOrderPlacer.RenewalWindow)
            return Found(predecessor, original);

        if (predecessor is not null && !(original.NotAfter > predecessor.NotAfter))
        {
            throw Refused(
                $"{original.CertificateId} is itself the reissue of {predecessor.CertificateId} and ends no later, so another one "
                + $"would not either: the order ends. {HowToRenew(original, validType)} To reissue it anyway, for a new key, add -Force.");
        }

        return original.IsFree && original.NotAfter <= client.Clock.GetUtcNow() + SslOrderPlacer.RenewalWindow
            ? throw Refused(
                $"{original.CertificateId} is free and ends on {DateText.Day(original.NotAfter)}; its one reissue would end then, too. "
                + $"{HowToRenew(original, validType)} To reissue it anyway, for a new key, add -Force.")
            : null;
    }

    private static string HowToRenew(SslCertificate original, SslValidType validType) => original.IsFree
        ? Wording.Of($"Renew it: Request-SslCertificate {original.Domain} {validType} -RenewCertificate {original.CertificateId}.")
        : Wording.Of($"Renew it in the console (My Certificates), then submit the order with Submit-SslCertificateOrder.");

    private async Task<SslCertificate?> FindCreatedSinceAsync(
        SslCertificate original, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var candidates = await _certificates.ListAsync(new SslCertificateQuery { SearchKey = original.Domain }, cancellationToken)
            .ToListAsync().ConfigureAwait(false);
        var matches = candidates.FindAll(candidate =>
            candidate.InsertTime >= since
            && !(candidate.InsertTime <= original.InsertTime)
            && candidate.CertificateId != original.CertificateId
            && (candidate.ReplacedBy == original.CertificateId || candidate.ReplacedFor == original.CertificateId)
            && !candidate.Status.IsFailure());
        return OnceCall.Single(
            matches, candidate => candidate.CertificateId, candidate => candidate.InsertTime, since, HowToCheck(original));
    }

    private static SslCertificateReissue Found(SslCertificate original, SslCertificate successor) => new()
    {
        CertificateId = successor.CertificateId,
        OldCertificateId = original.CertificateId,
        Domain = successor.Domain ?? original.Domain,
        Recovered = true,
    };

    private static string HowToCheck(SslCertificate original) =>
        Wording.Of(
            $"Check with Get-SslCertificate -SearchKey '{original.Domain}' and find the one whose ReplacedBy is "
            + $"{original.CertificateId}; running the reissue again picks it up.");

    private static TencentCertException Refused(Wording message) => new("FailedOperation.InvalidCertificateStatusCode", message);
}

/// <summary>State before a reissue.</summary>
/// <param name="Original">The certificate to reissue.</param>
/// <param name="Existing">Its newest successor, if any.</param>
public sealed record SslReissuePreflight(SslCertificate Original, SslCertificateReissue? Existing)
{
    /// <summary>Error for an expired certificate, which cannot be reissued; null otherwise.</summary>
    public TencentCertException? Refusal { get; init; }
}
