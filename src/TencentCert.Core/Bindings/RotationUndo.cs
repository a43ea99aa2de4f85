using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;


namespace TencentCert.Core.Bindings;

/// <summary>The way back of one binding.</summary>
/// <param name="Change">The change.</param>
/// <param name="Reason">Why it is left alone; null when it is not.</param>
/// <param name="IsFailure">Whether that is a failure.</param>
public sealed record UndoStep(GaapBindingChange Change, string? Reason = null, bool IsFailure = false)
{
    /// <summary>The call's failure that it is left alone for, if it is one.</summary>
    public TencentCertException? Failure { get; init; }

    /// <summary>Whether something is sent.</summary>
    public bool IsWrite => Reason is null && !Change.IsCurrent;
}

/// <summary>
/// Puts every binding of a run back to what its journal says it was. Each listener is written strictly in the reverse of
/// the journal's order, itself and its domains alike; listeners go back side by side, for nothing binds one to another.
/// </summary>
/// <param name="client">Client.</param>
/// <param name="options">How.</param>
public sealed class RotationUndo(ApiClient client, RotationOptions options)
{
    private readonly GaapCertificateStore _store = new(client);

    /// <summary>Works the way back out; sends nothing.</summary>
    /// <param name="run">Run, as its journal tells it.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<UndoStep>> PlanAsync(GaapCertificateUpdate run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Endpoint is { } endpoint && endpoint != client.Connection.Endpoints.ToString())
        {
            throw RotationJournal.Refused(run.JournalPath, $"belongs to a rotation at {endpoint}");
        }

        var listeners = run.Order.Select(key => key.ListenerId).Distinct(StringComparer.Ordinal).ToList();
        var scan = await new GaapScanner(client, options.ThrottleLimit).ScanAsync(listeners, cancellationToken).ConfigureAwait(false);
        var scanned = scan.Listeners.ToDictionary(listener => listener.Listener.ListenerId, StringComparer.Ordinal);
        var missing = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var id in run.Order.Select(key => run.Find(key.ListenerId, key.Domain)!.PreviousCertificateId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            missing[id] = await WhyMissingAsync(id, cancellationToken).ConfigureAwait(false);
        }

        return [.. run.Order.Reverse().Select(key => Plan(run.Find(key.ListenerId, key.Domain)!, scanned[key.ListenerId], missing))];
    }

    /// <summary>Goes back.</summary>
    /// <param name="steps">Way back.</param>
    /// <param name="journal">The run's journal; null where nothing is to be sent.</param>
    /// <param name="ended">Told of each binding's end.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task RunAsync(IReadOnlyList<UndoStep> steps, RotationJournal? journal, CertificateRotation.Ended ended, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(ended);
        journal?.Write(new JournalLine { Event = JournalEvent.UndoStarted }, onDisk: true);
        using var engine = new GaapBindingEngine(client, journal, options.ThrottleLimit, inOrder: true, cancellationToken);
        await Task.WhenAll(steps.Select((step, number) => BindAsync(step, number))).ConfigureAwait(false);
        engine.RequireLogged();
        journal?.Write(new JournalLine { Event = JournalEvent.Ended }, onDisk: true);

        async Task BindAsync(UndoStep step, int number)
        {
            try
            {
                if (step.Reason is { } reason)
                {
                    if (step.IsFailure)
                    {
                        journal?.Failed(step.Change, reason);
                    }

                    ended(
                        step.Change.Outcome(step.IsFailure ? GaapBindingState.Failed : GaapBindingState.Skipped, reason),
                        number,
                        step.IsFailure ? step.Failure ?? new TencentCertException(ErrorCodes.FailedState, Wording.Verbatim(reason)) : null);
                    return;
                }

                if (step.Change.IsCurrent)
                {
                    journal?.Done(step.Change, null);
                }

                var bound = await engine.ApplyAsync(step.Change, wait: true, options.Timeout).ConfigureAwait(false);
                ended(bound.State == GaapBindingState.Live ? bound with { State = GaapBindingState.Changed } : bound, number, null);
            }
            catch (TencentCertException failure)
            {
                ended(step.Change.Outcome(failure), number, failure);
            }
        }
    }

    private static UndoStep Plan(GaapCertificateUpdateBinding was, GaapScannedListener scanned, Dictionary<string, string?> missing)
    {
        var clients = was.PreviousClientCertificateId is { Count: > 0 } bound ? bound : null;
        var nothing = new GaapBindingChange { ProxyId = was.ProxyId, ListenerId = was.ListenerId, Domain = was.Domain, CertificateId = was.PreviousCertificateId ?? "" };
        if (scanned.Failure is { } failure)
        {
            var told = failure.Told($"Its listener could not be read: {failure.Message}");
            return new UndoStep(nothing, told.Message, IsFailure: true) { Failure = told };
        }

        if (was.PreviousCertificateId is not { } previous)
        {
            return new UndoStep(nothing, Wording.Of($"It had no certificate before the run."));
        }

        GaapBindingChange change;
        if (was.Domain is null)
        {
            change = GaapBindingChange.Of(scanned.Listener, previous, clients) with { ProxyId = was.ProxyId };
        }
        else if (scanned.Domains.FirstOrDefault(domain => domain.Domain == was.Domain) is { } domain)
        {
            change = GaapBindingChange.Of(domain, previous, clients);
        }
        else
        {
            return new UndoStep(nothing, Wording.Of($"It is no longer in GAAP."));
        }

        if (change.IsCurrent)
        {
            return new UndoStep(change);
        }

        // While a change is under way, only its end tells whether it is the run's.
        change = change with { ReadAt = scanned.ReadAt, PreviousCertificateId = change.IsSettled ? change.PreviousCertificateId : was.CertificateId };
        return change.IsSettled && change.PreviousCertificateId != was.CertificateId
            ? new UndoStep(change, Wording.Of(
                $"The run had bound {was.CertificateId}; somebody has bound {change.PreviousCertificateId} since."))
            : missing.GetValueOrDefault(previous) is { } why ? new UndoStep(change, why, IsFailure: true)
            : new UndoStep(change);
    }

    private async Task<string?> WhyMissingAsync(string certificateId, CancellationToken cancellationToken)
    {
        if (certificateId == GaapCertificateId.Default)
        {
            return null;
        }

        try
        {
            await _store.GetAsync(certificateId, cancellationToken: cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (TencentCertException failure) when (failure.IsNotFound)
        {
            return Wording.Of($"Its certificate before the run, {certificateId}, is no longer in GAAP's store.");
        }
    }
}
