using System.Net;
using System.Runtime.CompilerServices;
using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;

namespace TencentCert.Core.Bindings;

/// <summary>How a rotation is carried out.</summary>
public sealed record RotationOptions
{
    /// <summary>Requests, and handshakes, under way at the same time.</summary>
    public int ThrottleLimit { get; init; } = GaapBindingEngine.DefaultThrottleLimit;

    /// <summary>Whether each binding is proven by a TLS handshake.</summary>
    public bool Verify { get; init; }

    /// <summary>Address for the handshakes; null takes each domain's own name.</summary>
    public DnsEndPoint? ConnectTo { get; init; }

    /// <summary>Time for each binding from its first write on, and again for its proof.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>What became of a certificate that was replaced.</summary>
/// <param name="CertificateId">Id in GAAP's store.</param>
/// <param name="Kept">Why it is still there; null when it was removed.</param>
/// <param name="Failure">The refusal, when GAAP was asked.</param>
public sealed record ReplacedCertificate(string CertificateId, string? Kept = null, TencentCertException? Failure = null);

/// <summary>Carries a plan out: imports each certificate once, rebinds, waits, proves, and at last removes what nothing uses.</summary>
/// <param name="client">Client.</param>
/// <param name="options">How.</param>
public sealed class CertificateRotation(ApiClient client, RotationOptions options)
{
    // A create request of a killed process may reach the store this much later.
    private static readonly TimeSpan StrayImport = TimeSpan.FromSeconds(3);

    private readonly GaapCertificateStore _store = new(client);
    private readonly BindingProof _proof = new(client);

    /// <summary>Told of each binding's end, on any thread.</summary>
    /// <param name="binding">How it ended.</param>
    /// <param name="number">Its place in the plan, from 0.</param>
    /// <param name="failure">What the error record is made of; null without one.</param>
    public delegate void Ended(GaapCertificateBinding binding, int number, Exception? failure);

    /// <summary>Carries a plan out.</summary>
    /// <param name="plan">Plan.</param>
    /// <param name="journal">Journal; null for none.</param>
    /// <param name="earlier">What the journal held when it was opened.</param>
    /// <param name="ended">Told of each binding's end.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task RunAsync(RotationPlan plan, RotationJournal? journal, GaapCertificateUpdate? earlier, Ended ended, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(ended);
        journal?.Write(
            plan.Bindings.Select(binding => binding.Line).OfType<JournalLine>().Prepend(new JournalLine { Event = JournalEvent.Planning, Verify = options.Verify ? true : null }),
            onDisk: true);
        var certificates = await ImportAsync(plan, journal, earlier, cancellationToken).ConfigureAwait(false);

        using var engine = new GaapBindingEngine(client, journal, options.ThrottleLimit, cancellationToken: cancellationToken);
        using var handshakes = new SemaphoreSlim(options.ThrottleLimit);
        var listeners = new Dictionary<string, Task<GaapCertificateBinding>>(StringComparer.Ordinal);
        var all = new Task[plan.Bindings.Count];
        for (var number = 0; number < all.Length; number++)
        {
            var planned = plan.Bindings[number];
            Task<GaapCertificateBinding>? followed = null;
            if (planned.Step == PlannedStep.Follow)
            {
                followed = listeners[planned.Change.ListenerId];
            }

            var bound = BindAsync(engine, planned, certificates, followed, earlier, journal);
            if (planned.Change.Domain is null)
            {
                listeners[planned.Change.ListenerId] = bound;
            }

            all[number] = EndAsync(bound, planned, number);
        }

        await Task.WhenAll(all).ConfigureAwait(false);
        engine.RequireLogged();
        journal?.Write(new JournalLine { Event = JournalEvent.Ended }, onDisk: true);

        async Task EndAsync(Task<GaapCertificateBinding> bound, PlannedBinding planned, int number)
        {
            GaapCertificateBinding? binding = null;
            TencentCertException? problem = null;
            try
            {
                binding = await bound.ConfigureAwait(false);
                problem = binding is { State: GaapBindingState.Failed, Error: { } error } ? new TencentCertException(ErrorCodes.InvalidParameter, Wording.Verbatim(error)) : null;
                if (options.Verify && planned.Domain is { } domain && binding.State is GaapBindingState.Changed or GaapBindingState.AlreadyCurrent)
                {
                    binding = await VerifyAsync(binding, domain, planned, certificates, handshakes, journal, cancellationToken).ConfigureAwait(false);
                    problem = binding.Verified == false
                        ? new TencentCertException(ErrorCodes.NotServed,
                            $"{binding.Domain} is bound to {binding.CertificateId}, but {binding.Error}")
                        : null;
                }
            }
#pragma warning disable CA1031 // Not swallowed: it is told with its binding, and every binding ends.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                // What was bound stays said, though its proof could not be made or written down.
                ended(binding is null ? Failed(planned, certificates, failure) : binding with { Error = failure.Message }, number, failure);
                return;
            }

            ended(binding, number, problem);
        }
    }

    /// <summary>Removes replaced certificates that a fresh scan finds in no use.</summary>
    /// <param name="certificateIds">Certificates of a plan that was carried out without a failure.</param>
    /// <param name="journal">Journal; null for none.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>What became of each.</returns>
    public async IAsyncEnumerable<ReplacedCertificate> RemoveReplacedAsync(
        IReadOnlyList<string> certificateIds, RotationJournal? journal, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificateIds);
        if (certificateIds.Count == 0)
        {
            yield break;
        }

        var scan = await new GaapScanner(client, options.ThrottleLimit).ScanAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var uses = scan.Uses().ToLookup(use => use.CertificateId, StringComparer.Ordinal);
        foreach (var id in certificateIds)
        {
            yield return !scan.IsComplete ? new ReplacedCertificate(id, Wording.Of($"not every listener could be read"))
                : uses[id].FirstOrDefault() is { } use ? new ReplacedCertificate(id, Wording.Of($"still used by {use}"))
                : await RemoveAsync(id, journal, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ReplacedCertificate> RemoveAsync(string id, RotationJournal? journal, CancellationToken cancellationToken)
    {
        journal?.Write(new JournalLine { Event = JournalEvent.Removing, CertificateId = id }, onDisk: true);
        try
        {
            await _store.RemoveAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException failure)
        {
            journal?.Write([new JournalLine { Event = JournalEvent.NotRemoved, CertificateId = id, Error = failure.Message }, new JournalLine { Event = JournalEvent.Ended }], onDisk: true);
            return new ReplacedCertificate(id, failure.Message, failure);
        }

        journal?.Write([new JournalLine { Event = JournalEvent.Removed, CertificateId = id }, new JournalLine { Event = JournalEvent.Ended }], onDisk: true);
        return new ReplacedCertificate(id);
    }

    private async Task<GaapCertificateBinding> BindAsync(
        GaapBindingEngine engine,
        PlannedBinding planned,
        Dictionary<RotationTarget, Imported> certificates,
        Task<GaapCertificateBinding>? followed,
        GaapCertificateUpdate? earlier,
        RotationJournal? journal)
    {
        switch (planned.Step)
        {
            case PlannedStep.Skip or PlannedStep.Decline:
                return Outcome(planned, certificates, GaapBindingState.Skipped, planned.Reason);
            case PlannedStep.Refuse when planned.Failure is { } unread:
                throw unread;
            case PlannedStep.Refuse:
                return Outcome(planned, certificates, GaapBindingState.Failed, planned.Reason);
            case PlannedStep.Current:
                NoteDone(planned, earlier, journal);
                return Outcome(planned, certificates, GaapBindingState.AlreadyCurrent, null);
        }

        var certificate = certificates[planned.Target];
        if (certificate.Failure is { } failure)
        {
            if (planned.Step == PlannedStep.Write)
            {
                journal?.Failed(planned.Change, $"{failure.Code}: {failure.Message}");
            }

            throw failure;
        }

        var change = planned.Change with { CertificateId = certificate.Certificate!.CertificateId };
        if (followed is not null)
        {
            var listener = await followed.ConfigureAwait(false);
            return change.Outcome(listener.State, listener.Error) with { FollowsListener = true, Duration = listener.Duration, RequestId = listener.RequestId };
        }

        var bound = await engine.ApplyAsync(change, wait: true, options.Timeout).ConfigureAwait(false);
        return bound.State == GaapBindingState.Live ? bound with { State = GaapBindingState.Changed } : bound;
    }

    // Sent by the run before, whose journal does not know that it took effect.
    private static void NoteDone(PlannedBinding planned, GaapCertificateUpdate? earlier, RotationJournal? journal)
    {
        if (journal is not null && earlier?.Find(planned.Change.ListenerId, planned.Change.Domain) is { Step: not GaapCertificateUpdateStep.Done })
        {
            journal.Done(planned.Change, null);
        }
    }

    // Of a certificate without bindings to write nothing is imported.
    private async Task<Dictionary<RotationTarget, Imported>> ImportAsync(
        RotationPlan plan, RotationJournal? journal, GaapCertificateUpdate? earlier, CancellationToken cancellationToken)
    {
        var certificates = new Dictionary<RotationTarget, Imported>();
        foreach (var target in plan.Bindings.Select(binding => binding.Target).Distinct())
        {
            if (target.Copy is { } copy)
            {
                certificates[target] = new Imported(copy, null);
            }
            else if (plan.Bindings.Any(binding => binding.Target == target && binding.Step == PlannedStep.Write))
            {
                certificates[target] = await ImportAsync(target, journal, earlier, cancellationToken).ConfigureAwait(false);
            }

            if (certificates.TryGetValue(target, out var imported) && imported.Certificate is { } certificate
                && earlier?.Imported.GetValueOrDefault(target.Fingerprint) != certificate.CertificateId)
            {
                try
                {
                    journal?.Write(new JournalLine { Event = JournalEvent.Imported, Fingerprint = target.Fingerprint, CertificateId = certificate.CertificateId }, onDisk: true);
                }
                catch (TencentCertException failure)
                {
                    // Each binding ends with it, and names the certificate that is in the store now.
                    certificates[target] = imported with { Failure = failure };
                }
            }
        }

        return certificates;
    }

    private async Task<Imported> ImportAsync(RotationTarget target, RotationJournal? journal, GaapCertificateUpdate? earlier, CancellationToken cancellationToken)
    {
        try
        {
            if (earlier?.IsImportUnknown == true)
            {
                await Task.Delay(StrayImport, client.Clock, cancellationToken).ConfigureAwait(false);
            }

            journal?.Write(new JournalLine { Event = JournalEvent.Importing, Fingerprint = target.Fingerprint }, onDisk: true);
            return new Imported(await _store.ImportAsync(target.Bundle!, target.Alias, force: true, cancellationToken: cancellationToken).ConfigureAwait(false), null);
        }
        catch (TencentCertException failure)
        {
            return new Imported(null, failure);
        }
    }

    private async Task<GaapCertificateBinding> VerifyAsync(
        GaapCertificateBinding binding,
        GaapDomain domain,
        PlannedBinding planned,
        Dictionary<RotationTarget, Imported> certificates,
        SemaphoreSlim handshakes,
        RotationJournal? journal,
        CancellationToken cancellationToken)
    {
        await handshakes.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var expected = certificates[planned.Target].Certificate!;
            var test = await _proof.WaitAsync(domain, expected, options.ConnectTo, client.Clock.GetUtcNow() + options.Timeout, cancellationToken).ConfigureAwait(false);
            journal?.Write(new JournalLine
            {
                Event = test.Passed ? JournalEvent.Verified : JournalEvent.NotVerified,
                ListenerId = binding.ListenerId,
                Domain = binding.Domain,
                CertificateId = binding.CertificateId,
                Error = test.Reason,
            });
            return binding with { Verified = test.Passed, Error = test.Reason };
        }
        finally
        {
            handshakes.Release();
        }
    }

    private static GaapCertificateBinding Failed(PlannedBinding planned, Dictionary<RotationTarget, Imported> certificates, Exception failure) =>
        Named(planned.Change.Outcome(failure), planned, certificates);

    private static GaapCertificateBinding Outcome(PlannedBinding planned, Dictionary<RotationTarget, Imported> certificates, GaapBindingState state, string? error) =>
        Named(planned.Change.Outcome(state, error), planned, certificates);

    // A certificate that was not imported has no id.
    private static GaapCertificateBinding Named(GaapCertificateBinding binding, PlannedBinding planned, Dictionary<RotationTarget, Imported> certificates) => binding with
    {
        CertificateId = certificates.GetValueOrDefault(planned.Target)?.Certificate?.CertificateId,
        FollowsListener = planned.Domain is { FollowsListener: true },
    };

    private sealed record Imported(GaapCertificate? Certificate, TencentCertException? Failure);
}
