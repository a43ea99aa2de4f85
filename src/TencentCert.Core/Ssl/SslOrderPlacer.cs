using TencentCert.Core.Certificates;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Applies for free certificates, each once. An existing certificate that does not expire soon, a pending order or an
/// existing renewal is returned instead: a daily run applies once per lifetime, and an interrupted run resumes.
/// </summary>
/// <param name="client">Client.</param>
public sealed class SslOrderPlacer(ApiClient client)
{
    /// <summary>An existing certificate with at most this lifetime left does not satisfy a request: it can be renewed.</summary>
    public static readonly TimeSpan RenewalWindow = TimeSpan.FromDays(30);

    private readonly SslCertificateReader _certificates = new(client);

    /// <summary>Checks a request without a change, also for previews.</summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="TencentCertException">Bad input, or a certificate that cannot be renewed.</exception>
    public async Task<SslOrderPreflight> PreflightAsync(SslOrderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ToWire();
        if (request.RenewCertificateId is { } renewed)
        {
            // The service also rejects a wrong id, but only after it has counted the order.
            await _certificates.GetAsync(renewed, cancellationToken).ConfigureAwait(false);
        }

        var before = await ListForDomainAsync(request, cancellationToken).ConfigureAwait(false);
        var existing = FindExisting(request, before);
        return new SslOrderPreflight(existing is null ? null : ToOrder(request, existing, SslChangeState.AlreadyCurrent))
        {
            EndsSoon = existing is not null || request.RenewCertificateId is not null
                ? null
                : before.Where(EndsSoon).MaxBy(certificate => certificate.NotAfter),
        };
    }

    /// <summary>Applies after a successful preflight.</summary>
    /// <param name="request">Request.</param>
    /// <param name="preflight">Its preflight.</param>
    /// <param name="cancellationToken">Stops immediately. The next run finds an order already created.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public async Task<SslCertificateOrder> RunAsync(
        SslOrderRequest request, SslOrderPreflight preflight, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(preflight);
        if (preflight.Existing is { } existing)
            return existing;

        using var gate =
            await OnceGate.EnterAsync(client, "order " + DomainName.Normalize(request.Domain), cancellationToken).ConfigureAwait(false);

        // Another call may have ordered since the preflight.
        var before = await ListForDomainAsync(request, cancellationToken).ConfigureAwait(false);
        if (FindExisting(request, before) is { } made)
            return ToOrder(request, made, SslChangeState.AlreadyCurrent);

        var known = before.Select(certificate => certificate.CertificateId).ToHashSet(StringComparer.Ordinal);
        var since = client.Connection.ServerTime - OnceCall.ClockSkew;
        var howToCheck =
            Wording.Of($"Check with Get-SslCertificate -SearchKey '{request.Domain}'; applying again picks a pending order up.");
        return await new OnceCall(client).RunAsync(
            SslActions.ApplyCertificate, request.ToWire(),
            answer => SslCertificateId.FromResponse(answer.Value.CertificateId) is { } id
                ? new SslCertificateOrder
                {
                    CertificateId = id,
                    OldCertificateId = request.RenewCertificateId,
                    Domain = request.Domain,
                    ValidType = request.ValidType,
                    State = SslChangeState.Changed,
                    RequestId = answer.RequestId,
                }
                : null,
            async token =>
            {
                var matches = (await ListForDomainAsync(request, token).ConfigureAwait(false))
                    .FindAll(certificate => !known.Contains(certificate.CertificateId) && Matches(certificate, request));
                return OnceCall.Single(
                    matches, match => match.CertificateId, match => match.InsertTime, since, howToCheck) is { } found
                    ? ToOrder(request, found, SslChangeState.Changed) : null;
            },
            howToCheck, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private SslCertificate? FindExisting(SslOrderRequest request, List<SslCertificate> before) =>
        request.AllowDuplicate ? null
        : request.RenewCertificateId is { } origin
        ? before.Find(certificate => IsRenewalOf(certificate, origin, before) && !certificate.Status.IsFailure())
        : before.Where(certificate => IsFresh(certificate, request)).MaxBy(certificate => certificate.NotAfter) ?? before.Find(IsPending);

    // Under hosting, the service renews automatically, and only the old certificate refers to the new one.
    private static bool IsRenewalOf(SslCertificate certificate, string origin, List<SslCertificate> all) =>
        certificate.RenewalOf == origin
        || all.Exists(old => old.CertificateId == origin && old.HostingRenewCertId == certificate.CertificateId);

    // Compares the sent values: alias, validation and renewed certificate.
    private static bool Matches(SslCertificate certificate, SslOrderRequest request) =>
        !certificate.Status.IsFailure()
        && (request.Alias is null || certificate.Alias == request.Alias)
        && (request.RenewCertificateId is null || certificate.RenewalOf is null || certificate.RenewalOf == request.RenewCertificateId)
        && HasValidType(certificate, request);

    private static bool HasValidType(SslCertificate certificate, SslOrderRequest request) =>
        string.IsNullOrEmpty(certificate.ValidType)
        || certificate.ValidType.Equals(request.ValidType.ToString(), StringComparison.OrdinalIgnoreCase);

    private async Task<List<SslCertificate>> ListForDomainAsync(SslOrderRequest request, CancellationToken cancellationToken)
    {
        var normalized = DomainName.Normalize(request.Domain);
        var found = new List<SslCertificate>();
        // The search compares text: an international name is searched in Unicode and in punycode.
        foreach (var spelling in new[] { DomainName.ToUnicode(normalized), normalized }.Distinct(StringComparer.Ordinal))
        {
            var listed = await _certificates.ListAsync(new SslCertificateQuery { SearchKey = spelling }, cancellationToken)
                .ToListAsync().ConfigureAwait(false);
            found.AddRange(listed.Where(certificate =>
                !certificate.IsUploaded && DomainName.TryNormalize(certificate.Domain, out var name, out _) && name == normalized));
        }

        return found;
    }

    // A new order, not a reissue.
    private static bool IsPending(SslCertificate certificate) =>
        certificate is { IsFree: true, ReplacedBy: null, ReplacedFor: null }
        && certificate.Status is SslCertificateStatus.Reviewing or SslCertificateStatus.AddingDnsRecord;

    private bool EndsSoon(SslCertificate certificate) =>
        certificate is { IsFree: true, Status: SslCertificateStatus.Issued }
        && certificate.NotAfter - client.Connection.ServerTime <= RenewalWindow;

    private bool IsFresh(SslCertificate certificate, SslOrderRequest request) =>
        certificate is { IsFree: true, Status: SslCertificateStatus.Issued }
        && certificate.NotAfter - client.Connection.ServerTime > RenewalWindow && HasValidType(certificate, request);

    private static SslCertificateOrder ToOrder(SslOrderRequest request, SslCertificate order, SslChangeState state) => new()
    {
        CertificateId = order.CertificateId,
        OldCertificateId = request.RenewCertificateId ?? order.RenewalOf,
        Domain = order.Domain,
        State = state,
        Status = order.Status,
        NotAfter = order.NotAfter,
        Recovered = true,
    };
}

/// <summary>State before an application.</summary>
/// <param name="Existing">The existing order.</param>
public sealed record SslOrderPreflight(SslCertificateOrder? Existing)
{
    /// <summary>A certificate of the domain that expires soon; the new one replaces it without a link.</summary>
    public SslCertificate? EndsSoon { get; init; }
}
