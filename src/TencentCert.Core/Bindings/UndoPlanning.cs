using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Certificates;
using TencentCert.Core.Client;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Plans the undo of a run: every binding gets its certificate before the run, on each listener in strict reverse order of the
/// journal.
/// </summary>
/// <param name="client">Client.</param>
/// <param name="importer">Imports again what was removed from GAAP's store and is still in the SSL service.</param>
/// <param name="throttleLimit">Number of concurrent requests.</param>
internal sealed class UndoPlanning(ApiClient client, CertificateImporter importer, int throttleLimit)
{
    private readonly GaapCertificateStore _store = new(client);

    /// <summary>Creates the plan; makes read-only calls.</summary>
    public async Task<BindingPlan> PlanAsync(GaapCertificateUpdate run, CancellationToken cancellationToken)
    {
        if (run.Endpoint is { } endpoint && endpoint != client.Connection.Endpoints.ToString())
        {
            throw BindingJournal.Refused(run.JournalPath, $"belongs to a rotation at {endpoint}");
        }

        var listeners = run.Order.Select(key => key.ListenerId).Distinct(StringComparer.Ordinal).ToList();
        var snapshot = await new GaapSnapshotReader(client, throttleLimit).ReadAsync(listeners, cancellationToken).ConfigureAwait(false);
        var read = snapshot.Listeners.ToDictionary(listener => listener.Listener.ListenerId, StringComparer.Ordinal);
        var certificates = new Dictionary<string, FormerCertificate>(StringComparer.Ordinal);
        foreach (var was in run.Order.Select(key => run.Find(key)!).DistinctBy(was => was.PreviousCertificateId))
        {
            if (was.PreviousCertificateId is { } id)
            {
                certificates[id] = await FindAsync(id, was.Role, run, cancellationToken).ConfigureAwait(false);
            }
        }

        return new BindingPlan(
            BindingPlanKind.Undo, [.. run.Order.Reverse().Select(key => Plan(run.Find(key)!, read[key.ListenerId], certificates))]);
    }

    private static BindingChange Plan(
        GaapCertificateUpdateBinding was, GaapListenerSnapshot read, Dictionary<string, FormerCertificate> certificates)
    {
        var clients = was.PreviousClientCertificateId is { Count: > 0 } bound ? bound : null;
        var unread = new BindingChange
        {
            ProxyId = was.ProxyId, ListenerId = was.ListenerId, Domain = was.Domain, Role = was.Role, To = was.PreviousCertificateId,
        };
        if (read.Failure is { } failure)
        {
            return unread.Refused(failure.WithMessage($"Its listener could not be read: {failure.Message}"));
        }

        if (was.PreviousCertificateId is not { } previous)
        {
            return unread.Skipped(Wording.Of($"It had no certificate before the run."));
        }

        // A certificate that has to be imported again gets its id only then.
        var former = certificates[previous];
        var to = former.Certificate is { } found ? found.CertificateId : previous;
        BindingChange change;
        if (was.Domain is null)
        {
            change = BindingChange.Of(read.Listener, to, clients) with { ProxyId = was.ProxyId };
        }
        else if (read.Domains.FirstOrDefault(domain => domain.Domain == was.Domain) is { } domain)
        {
            change = was.Role == GaapCertificateRole.Server
                ? BindingChange.Of(domain, to, clients)
                : BindingChange.Of(domain, was.Role, domain.Authentication.First(was.Role, was.CertificateId, to), to);
        }
        else
        {
            return unread.Skipped(Wording.Of($"It is no longer in GAAP."));
        }

        change = change with { Certificate = former.Certificate };
        if (change.IsCurrent)
        {
            return change with { Step = BindingStep.Current };
        }

        // A change in progress may be the run's own; only its end tells.
        change = change with { ReadAt = read.ReadAt, From = change.IsSettled ? change.From : was.CertificateId };
        if (change.IsSettled && change.From != was.CertificateId)
        {
            return change.Skipped(
                Wording.Of(
                    $"The run had bound {was.CertificateId}; since then another change has bound {change.From ?? Wording.Of($"(none)")}."));
        }

        return former.WhyGone is { } why
            ? change.Refused(new TencentCertException(ErrorCodes.FailedState, Wording.Verbatim(why)))
            : change with { Step = BindingStep.Write };
    }

    private async Task<FormerCertificate> FindAsync(
        string certificateId, GaapCertificateRole role, GaapCertificateUpdate run, CancellationToken cancellationToken)
    {
        if (certificateId == GaapCertificateId.Default)
        {
            // The domain used the listener's certificate.
            return new FormerCertificate(null);
        }

        try
        {
            var copy = await _store.GetAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new FormerCertificate(
                new BindingCertificate { Name = certificateId, Copy = copy, Leaf = GaapCertificateStore.Leaf(copy.CertificatePem) });
        }
        catch (TencentCertException failure) when (failure.IsNotFound)
        {
            return run.Rotation.Select(one => one.CopyOf.GetValueOrDefault(certificateId))
                .FirstOrDefault(id => id is not null) is { } source
                ? await FromSourceAsync(certificateId, source, role, cancellationToken).ConfigureAwait(false)
                : new FormerCertificate(
                    null, Wording.Of($"Its certificate before the run, {certificateId}, is no longer in GAAP's store."));
        }
    }

    private async Task<FormerCertificate> FromSourceAsync(
        string certificateId, string source, GaapCertificateRole role, CancellationToken cancellationToken)
    {
        try
        {
            return new FormerCertificate(
                await importer.FromSslAsync(source, GaapCertificateRoles.TypeOf(role), cancellationToken).ConfigureAwait(false));
        }
        catch (TencentCertException missing) when (missing.IsNotFound)
        {
            return new FormerCertificate(
                null, Wording.Of(
                    $"Its certificate before the run, {certificateId}, is no longer in GAAP's store, and {source}, which it was a copy of, is no longer in the SSL service."));
        }
        catch (Exception refused) when (refused is PemException or TencentCertException { FailsEveryCall: false })
        {
            return new FormerCertificate(
                null, Wording.Of(
                    $"Its certificate before the run, {certificateId}, is no longer in GAAP's store, and {source}, which it was a copy of, cannot be imported again: {refused.Message}"));
        }
    }

    /// <summary>The certificate of a binding before the run.</summary>
    /// <param name="Certificate">The certificate to bind; null for "default", and for a removed one.</param>
    /// <param name="WhyGone">Why it cannot be bound again; null if it can.</param>
    private sealed record FormerCertificate(BindingCertificate? Certificate, string? WhyGone = null);
}
