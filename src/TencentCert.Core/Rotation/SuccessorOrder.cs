using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Finds a certificate's successor or orders it once, and waits for its issue.</summary>
internal sealed class SuccessorOrder(ApiClient client, RotationOptions options, RotationJournal journal, RotationNotices notices)
    : IDisposable
{
    private const string ReissueReason = "rotation";

    // Orders for one domain cannot run concurrently.
    private readonly SemaphoreSlim _orderLock = new(1);

    /// <summary>The id of the successor, ordered if there is none. When cancelled, the next run finds an order that was sent.</summary>
    public async Task<string> OrderAsync(RotationPlanItem item, CancellationToken cancellationToken)
    {
        if (item.Successor is { } known)
            return known;

        await _orderLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await RecordedAsync(item, cancellationToken).ConfigureAwait(false) is { } recorded)
                return recorded;

            var id = item.Action == RotationAction.Renew
                ? await RenewAsync(item, cancellationToken).ConfigureAwait(false)
                : await ReissueAsync(item, cancellationToken).ConfigureAwait(false);
            journal.RecordStep(item.CertificateId, RotationStep.Ordered, id);
            return id;
        }
        finally
        {
            _orderLock.Release();
        }
    }

    /// <summary>Checks an order without sending it; for a preview.</summary>
    public async Task CheckAsync(RotationPlanItem item, CancellationToken cancellationToken)
    {
        if (item.Action == RotationAction.Renew)
        {
            await new SslOrderPlacer(client).PreflightAsync(Renewal(item), cancellationToken).ConfigureAwait(false);
        }
        else if (item.Action == RotationAction.Reissue
            && (await new SslReissuer(client).PreflightAsync(Reissue(item), cancellationToken).ConfigureAwait(false))
            .Refusal is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Waits for the issue; calls back with the certificate at each poll.</summary>
    public async Task<SslCertificate> IssuedAsync(string certificateId, Action<SslCertificate> seen, CancellationToken cancellationToken)
    {
        var published = new HashSet<SslValidationRecord>();
        return await new SslIssuance(client).WaitAsync(
            certificateId,
            options.Timeout,
            null,
            now =>
            {
                seen(now);
                notices.Progress($"{certificateId} ({now.Domain})", Wording.Of($"waits for issue: {now.Status}"));
                if (!IsAutomatic(now) && now.Validation.Where(published.Add).ToArray() is { Length: > 0 } records)
                    notices.Publish(now, records);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _orderLock.Dispose();

    // The service publishes the record itself.
    private static bool IsAutomatic(SslCertificate certificate) =>
        certificate.ValidType?.StartsWith("DNS_AUTO", StringComparison.OrdinalIgnoreCase) == true;

    // An order appears in the service's lists with a delay; the journal contains it immediately.
    private async Task<string?> RecordedAsync(RotationPlanItem item, CancellationToken cancellationToken)
    {
        if (journal.Find(item.CertificateId) is not { NewCertificateId: { } recorded } earlier)
            return null;

        // A killed run may have just ordered one that does not exist; the wait for issue allows for that.
        var order = await new SslCertificateReader(client).FindAsync(recorded, cancellationToken).ConfigureAwait(false);
        return (order is null ? earlier.IsEnded : order.Status.IsFailure()) ? null : recorded;
    }

    private async Task<string> ReissueAsync(RotationPlanItem item, CancellationToken cancellationToken)
    {
        var (reissuer, request) = (new SslReissuer(client), Reissue(item));
        var preflight = await reissuer.PreflightAsync(request, cancellationToken).ConfigureAwait(false);
        if (preflight is { Existing: null, Refusal: null })
            journal.RecordStep(item.CertificateId, RotationStep.Ordering);

        var order = await reissuer.RunAsync(request, preflight, cancellationToken).ConfigureAwait(false);
        notices.Inform(Wording.Of($"{item.CertificateId} is reissued as {order.CertificateId}."));
        return order.CertificateId;
    }

    private async Task<string> RenewAsync(RotationPlanItem item, CancellationToken cancellationToken)
    {
        var (placer, request) = (new SslOrderPlacer(client), Renewal(item));
        var preflight = await placer.PreflightAsync(request, cancellationToken).ConfigureAwait(false);
        if (preflight.Existing is null)
            journal.RecordStep(item.CertificateId, RotationStep.Ordering);

        var order = await placer.RunAsync(request, preflight, cancellationToken).ConfigureAwait(false);
        notices.Inform(Wording.Of($"{item.CertificateId} is renewed by {order.CertificateId}."));
        return order.CertificateId;
    }

    private SslReissueRequest Reissue(RotationPlanItem item) =>
        new() { CertificateId = item.CertificateId, ValidType = options.ValidType, Reason = ReissueReason };

    // An expired certificate can no longer be given as the one to renew.
    private SslOrderRequest Renewal(RotationPlanItem item) => new()
    {
        Domain = item.Domain ?? "",
        ValidType = options.ValidType,
        RenewCertificateId = item.NotAfter > client.Connection.ServerTime ? item.CertificateId : null,
    };
}
