using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Certificates;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Plans the undo of a run: every binding gets its certificate before the run, on each listener in strict reverse order of the journal.
/// A certificate that was removed from the GAAP certificate store and is still in the SSL service is imported again.
/// </summary>
internal sealed class UndoPlanning(ApiClient client, CertificateImporter importer, int throttleLimit)
{
    public async Task<BindingPlan> PlanAsync(GaapCertificateUpdate run, CancellationToken cancellationToken)
    {
        if (run.Endpoint is { } endpoint && endpoint != client.Connection.Endpoints.ToString())
            throw BindingJournal.Refused(run.JournalPath, $"belongs to a rotation at {endpoint}");

        var listeners = run.Order.Select(key => key.ListenerId).Distinct(StringComparer.Ordinal).ToList();
        var snapshot = await new GaapSnapshotReader(client, throttleLimit).ReadAsync(listeners, cancellationToken).ConfigureAwait(false);
        var read = snapshot.Listeners.ToDictionary(listener => listener.Listener.ListenerId, StringComparer.Ordinal);
        var certificates = new Dictionary<string, PreviousCertificate>(StringComparer.Ordinal);
        foreach (var binding in run.Order.Select(key => run.Find(key)!).DistinctBy(binding => binding.PreviousCertificateId))
        {
            if (binding.PreviousCertificateId is { } id)
                certificates[id] = await FindAsync(id, binding.Role, run, cancellationToken).ConfigureAwait(false);
        }

        return new BindingPlan(
            BindingPlanKind.Undo, [.. run.Order.Reverse().Select(key => Plan(run.Find(key)!, read[key.ListenerId], certificates))]);
    }

    private static BindingChange Plan(
        GaapCertificateUpdateBinding binding, GaapListenerSnapshot read, Dictionary<string, PreviousCertificate> certificates)
    {
        var clients = binding.PreviousClientCertificateId is { Count: > 0 } bound ? bound : null;
        var unread = BindingChange.Of(binding, to: binding.PreviousCertificateId);
        if (read.Failure is { } failure)
            return unread.Refused(failure.WithMessage($"Its listener could not be read: {failure.Message}"));

        if (binding.PreviousCertificateId is not { } previous)
            return unread.Skipped(Wording.Of($"It had no certificate before the run."));

        // A certificate that has to be imported again gets its id only then.
        var restored = certificates[previous];
        var to = restored.Certificate is { } found ? found.CertificateId : previous;
        var domain = read.Domains.FirstOrDefault(domain => domain.Domain == binding.Domain);
        if (domain is null && binding.Domain is not null)
            return unread.Skipped(Wording.Of($"It is no longer in GAAP."));

        var change = domain is null ? BindingChange.Of(read.Listener, to, clients) with { ProxyId = binding.ProxyId }
            : binding.Role == GaapCertificateRole.Server ? BindingChange.Of(domain, to, clients)
            : BindingChange.Of(domain, binding.Role, domain.Authentication.First(binding.Role, binding.CertificateId, to), to);
        change = change with { Certificate = restored.Certificate };
        if (change.IsCurrent)
            return change with { Step = BindingStep.Current };

        // The run may have started a change in progress. Its result is known only when it ends.
        change = change with { ReadAt = read.ReadAt, From = change.IsSettled ? change.From : binding.CertificateId };
        if (change.IsSettled && change.From != binding.CertificateId)
        {
            return change.Skipped(Wording.Of(
                $"The run had bound {binding.CertificateId}; since then another change has bound {change.From ?? Wording.Of($"(none)")}."));
        }

        return restored.MissingReason is { } why
            ? change.Refused(new TencentCertException(ErrorCodes.FailedState, Wording.Verbatim(why)))
            : change with { Step = BindingStep.Write };
    }

    private async Task<PreviousCertificate> FindAsync(
        string certificateId, GaapCertificateRole role, GaapCertificateUpdate run, CancellationToken cancellationToken)
    {
        // The domain used the listener's certificate.
        if (certificateId == GaapCertificateId.Default)
            return new PreviousCertificate(null);

        try
        {
            return new PreviousCertificate(await importer.FromGaapAsync(certificateId, cancellationToken).ConfigureAwait(false));
        }
        catch (TencentCertException failure) when (failure.IsNotFound)
        {
            return run.Rotation.Select(rotated => rotated.CopyOf.GetValueOrDefault(certificateId))
                .FirstOrDefault(id => id is not null) is { } source
                ? await FromSourceAsync(certificateId, source, role, cancellationToken).ConfigureAwait(false)
                : new PreviousCertificate(
                    null, Wording.Of($"Its certificate before the run, {certificateId}, is no longer in the GAAP certificate store."));
        }
    }

    private async Task<PreviousCertificate> FromSourceAsync(
        string certificateId, string source, GaapCertificateRole role, CancellationToken cancellationToken)
    {
        try
        {
            return new PreviousCertificate(
                await importer.FromSslAsync(source, GaapCertificateRoles.TypeOf(role), cancellationToken).ConfigureAwait(false));
        }
        catch (TencentCertException missing) when (missing.IsNotFound)
        {
            return new PreviousCertificate(
                null, Wording.Of(
                    $"Its certificate before the run, {certificateId}, is no longer in the GAAP certificate store, and {source}, which it "
                    + $"was a copy of, is no longer in the SSL service."));
        }
        catch (Exception refused) when (refused is PemException or TencentCertException { FailsEveryCall: false })
        {
            return new PreviousCertificate(
                null, Wording.Of(
                    $"Its certificate before the run, {certificateId}, is no longer in the GAAP certificate store, and {source}, which it "
                    + $"was a copy of, cannot be imported again: {refused.Message}"));
        }
    }

    // The certificate is null for "default", and for a removed one; the reason is null if it can be bound again.
    private sealed record PreviousCertificate(BindingCertificate? Certificate, string? MissingReason = null);
}
