using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Plans the way back of a run: every binding to what the journal says it was, each listener strictly in the reverse of the
/// journal's order.
/// </summary>
/// <param name="client">Client.</param>
/// <param name="throttleLimit">Requests under way at the same time.</param>
internal sealed class UndoPlanning(ApiClient client, int throttleLimit)
{
    private readonly GaapCertificateStore _store = new(client);

    /// <summary>Works the way back out; sends nothing that changes anything.</summary>
    public async Task<BindingPlan> PlanAsync(GaapCertificateUpdate run, CancellationToken cancellationToken)
    {
        if (run.Endpoint is { } endpoint && endpoint != client.Connection.Endpoints.ToString())
        {
            throw BindingJournal.Refused(run.JournalPath, $"belongs to a rotation at {endpoint}");
        }

        var listeners = run.Order.Select(key => key.ListenerId).Distinct(StringComparer.Ordinal).ToList();
        var snapshot = await new GaapSnapshotReader(client, throttleLimit).ReadAsync(listeners, cancellationToken).ConfigureAwait(false);
        var read = snapshot.Listeners.ToDictionary(listener => listener.Listener.ListenerId, StringComparer.Ordinal);
        var certificates = new Dictionary<string, BindingCertificate?>(StringComparer.Ordinal);
        foreach (var id in run.Order.Select(key => run.Find(key)!.PreviousCertificateId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            certificates[id] = await FindAsync(id, cancellationToken).ConfigureAwait(false);
        }

        return new BindingPlan(
            BindingPlanKind.Undo, [.. run.Order.Reverse().Select(key => Plan(run.Find(key)!, read[key.ListenerId], certificates))]);
    }

    private static BindingChange Plan(
        GaapCertificateUpdateBinding was, GaapListenerSnapshot read, Dictionary<string, BindingCertificate?> certificates)
    {
        var clients = was.PreviousClientCertificateId is { Count: > 0 } bound ? bound : null;
        var unread = new BindingChange
        {
            ProxyId = was.ProxyId, ListenerId = was.ListenerId, Domain = was.Domain, Role = was.Role, To = was.PreviousCertificateId,
        };
        if (read.Failure is { } failure)
        {
            return unread.Refused(failure.Told($"Its listener could not be read: {failure.Message}"));
        }

        if (was.PreviousCertificateId is not { } previous)
        {
            return unread.Skipped(Wording.Of($"It had no certificate before the run."));
        }

        BindingChange change;
        if (was.Domain is null)
        {
            change = BindingChange.Of(read.Listener, previous, clients) with { ProxyId = was.ProxyId };
        }
        else if (read.Domains.FirstOrDefault(domain => domain.Domain == was.Domain) is { } domain)
        {
            change = was.Role == GaapCertificateRole.Server
                ? BindingChange.Of(domain, previous, clients)
                : BindingChange.Of(domain, was.Role, domain.Authentication.First(was.Role, was.CertificateId, previous), previous);
        }
        else
        {
            return unread.Skipped(Wording.Of($"It is no longer in GAAP."));
        }

        change = change with { Certificate = certificates[previous] };
        if (change.IsCurrent)
        {
            return change with { Step = BindingStep.Current };
        }

        // While a change is under way, only its end tells whether it is the run's.
        change = change with { ReadAt = read.ReadAt, From = change.IsSettled ? change.From : was.CertificateId };
        if (change.IsSettled && change.From != was.CertificateId)
        {
            return change.Skipped(Wording.Of($"The run had bound {was.CertificateId}; somebody has bound {change.From ?? Wording.Of($"(none)")} since."));
        }

        return change.Certificate is null && previous != GaapCertificateId.Default
            ? change.Refused(new TencentCertException(
                ErrorCodes.FailedState, $"Its certificate before the run, {previous}, is no longer in GAAP's store."))
            : change with { Step = BindingStep.Write };
    }

    // Null for one that is gone, and for "default", whose certificate is the listener's.
    private async Task<BindingCertificate?> FindAsync(string certificateId, CancellationToken cancellationToken)
    {
        if (certificateId == GaapCertificateId.Default)
        {
            return null;
        }

        try
        {
            var copy = await _store.GetAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new BindingCertificate { Name = certificateId, Copy = copy, Leaf = GaapCertificateStore.Leaf(copy.CertificatePem) };
        }
        catch (TencentCertException failure) when (failure.IsNotFound)
        {
            return null;
        }
    }
}
