using TencentCert.Core.Api;
using TencentCert.Core.Pem;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Ssl;

/// <summary>
/// Applies for free certificates, each once. A pending order for the domain, or a renewal that exists, is returned
/// instead of making another, so that a stopped run goes on where it was.
/// </summary>
/// <param name="client">Client.</param>
public sealed class SslOrders(ApiClient client)
{
    private readonly SslCertificates _certificates = new(client);

    /// <summary>Checks a request without sending a change; what a preview shows.</summary>
    /// <param name="request">Request.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="TencentCertException">Bad input, or a certificate that cannot be renewed.</exception>
    public async Task<SslOrderPreflight> PreflightAsync(SslOrderRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ToWire();
        if (request.RenewCertificateId is { } renewed)
        {
            // The service answers a wrong id too, but only after it has counted the order.
            await _certificates.GetAsync(renewed, cancellationToken).ConfigureAwait(false);
        }

        var before = await OfDomainAsync(request, cancellationToken).ConfigureAwait(false);
        var existing = request.AllowDuplicate ? null : before.Find(one => IsSame(one, request));
        return new SslOrderPreflight(
            [.. before.Select(one => one.CertificateId)], existing is null ? null : Found(request, existing));
    }

    /// <summary>Applies for what a preflight let pass.</summary>
    /// <param name="request">Request.</param>
    /// <param name="preflight">Its preflight.</param>
    /// <param name="cancellationToken">Stops at once. A request already sent may have made an order, which the next run finds.</param>
    /// <exception cref="TencentCertException">The service refused; or <see cref="ErrorCodes.OutcomeUnknown"/>.</exception>
    public Task<SslCertificateOrder> RunAsync(SslOrderRequest request, SslOrderPreflight preflight, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(preflight);
        if (preflight.Existing is { } existing)
        {
            return Task.FromResult(existing);
        }

        var known = preflight.Before.ToHashSet(StringComparer.Ordinal);
        return new OnceCall(client).RunAsync(
            SslActions.ApplyCertificate,
            request.ToWire(),
            answer => answer.Value.CertificateId is { Length: > 0 } id
                ? new SslCertificateOrder
                {
                    CertificateId = id,
                    OldCertificateId = request.RenewCertificateId,
                    Domain = request.Domain,
                    ValidType = request.ValidType,
                    RequestId = answer.RequestId,
                }
                : null,
            async token =>
            {
                var now = await OfDomainAsync(request, token).ConfigureAwait(false);
                return now.Find(one => !known.Contains(one.CertificateId) && !one.Status.IsFailure()) is { } made ? Found(request, made) : null;
            },
            Wording.Of($"Check with Get-SslCertificate -SearchKey '{request.Domain}'; applying again picks a pending order up."),
            cancellationToken: cancellationToken);
    }

    private async Task<List<SslCertificate>> OfDomainAsync(SslOrderRequest request, CancellationToken cancellationToken)
    {
        var wanted = DomainName.Normalize(request.Domain);
        var found = new List<SslCertificate>();
        await foreach (var one in _certificates.ListAsync(new SslCertificateQuery { SearchKey = request.Domain.Trim() }, cancellationToken).ConfigureAwait(false))
        {
            if (!one.IsUploaded && DomainName.TryNormalize(one.Domain, out var name, out _) && name == wanted)
            {
                found.Add(one);
            }
        }

        return found;
    }

    private static bool IsSame(SslCertificate one, SslOrderRequest request) => request.RenewCertificateId is { } renewed
        ? one.RenewalOf == renewed && !one.Status.IsFailure()
        : one.Status is SslCertificateStatus.Reviewing or SslCertificateStatus.AddingDnsRecord && one.PackageType == "83" && one is { ReplacedBy: null, ReplacedFor: null };

    private static SslCertificateOrder Found(SslOrderRequest request, SslCertificate order) => new()
    {
        CertificateId = order.CertificateId,
        OldCertificateId = request.RenewCertificateId ?? order.RenewalOf,
        Domain = order.Domain,
        Recovered = true,
    };
}

/// <summary>What an application starts from.</summary>
/// <param name="Before">Ids of the domain's certificates before the call: what comes on top is its effect.</param>
/// <param name="Existing">The order that is there already.</param>
public sealed record SslOrderPreflight(IReadOnlyList<string> Before, SslCertificateOrder? Existing);
