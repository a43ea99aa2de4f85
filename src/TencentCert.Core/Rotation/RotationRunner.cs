using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>
/// Replaces certificates: gets the successor, binds it in GAAP, deploys it to the other resources, verifies it, and removes the old one.
/// Certificates are processed concurrently; the failure of one, or its wait for issue, does not delay the others.
/// </summary>
public sealed class RotationRunner : IDisposable
{
    // As in Update-GaapCertificate: GAAP takes seconds for a change.
    private static readonly TimeSpan MaxBindingTimeout = TimeSpan.FromMinutes(5);

    private readonly ApiClient _client;
    private readonly RotationOptions _options;
    private readonly RotationNotices _notices;
    private readonly CancellationToken _stop;
    private readonly BindingPipeline _pipeline;
    private readonly RotationJournal _journal;
    private readonly SuccessorOrder _successors;
    private readonly GaapStage _gaap;
    private readonly ResourceStage _resources;
    private readonly SemaphoreSlim _concurrency;

    /// <summary>Opens the journal; sends nothing yet.</summary>
    /// <param name="client">Client.</param>
    /// <param name="options">How it is executed.</param>
    /// <param name="notices">Receives messages during the run.</param>
    /// <param name="cancellationToken">Stops immediately. A change already sent continues, and the next run finds it.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: of another run, undone, in use, or no journal.</exception>
    public RotationRunner(
        ApiClient client, RotationOptions options, RotationNotices? notices = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        (_client, _options, _stop) = (client, options, cancellationToken);
        _notices = notices ?? new RotationNotices();
        _pipeline = new BindingPipeline(
            client,
            new BindingOptions
            {
                ThrottleLimit = options.ThrottleLimit,
                Wait = true,
                Verify = options.Verify,
                ConnectTo = options.ConnectTo,
                VerificationProgress = left => _notices.Progress("GAAP", Wording.Of($"all bound; {left} still to verify")),
                Timeout = options.Timeout < MaxBindingTimeout ? options.Timeout : MaxBindingTimeout,
            },
            cancellationToken);
        GaapCertificateUpdate? earlier = null;
        var journal = options.JournalPath is { } path ? BindingJournal.Open(path, Identity(client), client.Clock, out earlier) : null;
        _pipeline.Executor.BeginParts(journal, earlier);
        _journal = new RotationJournal(journal, earlier);
        _successors = new SuccessorOrder(client, options, _journal, _notices);
        _gaap = new GaapStage(client, _pipeline, _journal, _notices);
        _resources = new ResourceStage(client, options, _journal, _notices);
        _concurrency = new SemaphoreSlim(options.CertificatesAtOnce);
    }

    /// <summary>
    /// Certificates that an earlier run with the same journal did not complete and that are no longer due, for example because only their
    /// verification is missing.
    /// </summary>
    /// <param name="client">Client.</param>
    /// <param name="journalPath">Journal; a missing one is not created.</param>
    /// <param name="items">What is due.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: of another run, undone, or no journal.</exception>
    public static IReadOnlyList<RotationPlanItem> Unfinished(
        ApiClient client, string journalPath, IReadOnlyCollection<RotationPlanItem> items)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(items);
        var known = items.SelectMany(item => item.OldCertificateId.Append(item.CertificateId)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from rotated in BindingJournal.ReadFor(journalPath, Identity(client))?.Rotation ?? []
               where rotated is { Step: not RotationStep.Done, NewCertificateId: not null } && !known.Contains(rotated.CertificateId)
               select new RotationPlanItem
               {
                   CertificateId = rotated.CertificateId,
                   Domain = rotated.Domain,
                   Action = RotationAction.Deploy,
                   Reason = Wording.Of($"An earlier run with this journal did not come to its end."),
                   Successor = rotated.NewCertificateId,
                   OldCertificateId = rotated.OldCertificateId,
               },
        ];
    }

    /// <summary>Checks with read-only calls whether a successor can be ordered.</summary>
    /// <param name="client">Client.</param>
    /// <param name="options">How it would be executed.</param>
    /// <param name="item">Certificate that is due.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException">The successor cannot be ordered.</exception>
    public static async Task CheckAsync(
        ApiClient client, RotationOptions options, RotationPlanItem item, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(item);
        using var successors = new SuccessorOrder(client, options, new RotationJournal(null, null), new RotationNotices());
        await successors.CheckAsync(item, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Records the planned replacements, so that a run can be resumed.</summary>
    /// <param name="items">Certificates.</param>
    public void Begin(IEnumerable<RotationPlanItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items.Where(item => item.Action != RotationAction.Manual))
            _journal.RecordDue(item);
    }

    /// <summary>Replaces one certificate, concurrently with others.</summary>
    /// <param name="item">Certificate that is due.</param>
    /// <exception cref="TencentCertException">A failure that every call would share: the key or the endpoint cannot be used.</exception>
    public async Task<RotationOutcome> RunAsync(RotationPlanItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var started = _client.Clock.GetTimestamp();
        var result = new RotationResult
        {
            CertificateId = item.CertificateId, Domain = item.Domain, Action = item.Action, NewCertificateId = item.Successor,
        };
        var failures = new List<Exception>();
        if (item.Action == RotationAction.Manual)
        {
            // A certificate that is not served is not a failure.
            return new RotationOutcome(
                result with { Error = item.Reason },
                item.IsServed ? new TencentCertException(ErrorCodes.FailedState, Wording.Verbatim(item.Reason)) { Advice = "" } : null);
        }

        try
        {
            var newId = await RunLimitedAsync(() => _successors.OrderAsync(item, _stop)).ConfigureAwait(false);
            result = result with { NewCertificateId = newId };
            var issued = await _successors.IssuedAsync(
                newId, seen => result = result with { Validation = seen.Validation }, _stop).ConfigureAwait(false);
            result = result with { NotAfter = issued.NotAfter, Validation = [] };
            _journal.RecordStep(item.CertificateId, RotationStep.Issued, newId);
            var stages = await RunLimitedAsync(() => DeployAsync(item, newId)).ConfigureAwait(false);
            result = result with { Bindings = stages.SelectMany(stage => stage.Bindings).ToArray() };
            failures.AddRange(stages.SelectMany(stage => stage.Failures));
            if (failures.Count == 0)
            {
                var removed = _options.RemoveOld ? await RunLimitedAsync(() => RemoveAsync(item)).ConfigureAwait(false) : [];
                result = result with { Removed = removed };
                _journal.RecordStep(item.CertificateId, RotationStep.Done, newId);
            }
        }
        catch (Exception failure) when (IsCertificateFailure(failure))
        {
            failures.Add(failure);
        }

        if (failures.Count > 0)
        {
            result = result with { Error = Wording.Clauses(failures.Select(failure => failure.Message)) };
            TryRecordFailure(item, result, failures);
        }

        return new RotationOutcome(result with { Duration = _client.Clock.GetElapsedTime(started) }, Summary(result, failures));
    }

    /// <summary>Records that every certificate has ended.</summary>
    public void End() => _journal.RecordEnd();

    /// <inheritdoc />
    public void Dispose()
    {
        _pipeline.Dispose();
        _successors.Dispose();
        _concurrency.Dispose();
    }

    private static JournalIdentity Identity(ApiClient client) => new(
        client.Connection.Endpoints.ToString(), client.Connection.Credentials.Current?.Credential.MaskedSecretId, [],
        new BindingSelection()) { IsOfCertificates = true };

    private static bool IsCertificateFailure(Exception failure) =>
        failure is not OperationCanceledException and not TencentCertException { FailsEveryCall: true };

    private async Task<T> RunLimitedAsync<T>(Func<Task<T>> work)
    {
        await _concurrency.WaitAsync(_stop).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _concurrency.Release();
        }
    }

    private Task<StageOutcome[]> DeployAsync(RotationPlanItem item, string newId) => Task.WhenAll(
        StageAsync(RotationScope.Gaap, () => _gaap.RunAsync(item, newId, _stop)),
        StageAsync(RotationScope.Resources, () => _resources.RunAsync(item, newId, _stop)));

    // A failure in GAAP does not stop the resources, and vice versa.
    private async Task<StageOutcome> StageAsync(RotationScope scope, Func<Task<StageOutcome>> stage)
    {
        try
        {
            return _options.Scope == RotationScope.All || _options.Scope == scope ? await stage().ConfigureAwait(false) : StageOutcome.None;
        }
        catch (Exception failure) when (IsCertificateFailure(failure))
        {
            return new StageOutcome([], [failure]);
        }
    }

    private async Task<IReadOnlyList<string>> RemoveAsync(RotationPlanItem item)
    {
        var removed = _options.Scope == RotationScope.Resources ? [] : await _gaap.RemoveAsync(item, _stop).ConfigureAwait(false);
        return _options.Scope == RotationScope.Gaap ? removed : [.. removed, .. await RemoveFromSslAsync(item).ConfigureAwait(false)];
    }

    private async Task<IReadOnlyList<string>> RemoveFromSslAsync(RotationPlanItem item)
    {
        var certificates = new SslCertificateReader(_client);
        var removed = new List<string>();
        foreach (var id in item.OldCertificateId)
        {
            try
            {
                var old = await certificates.GetAsync(id, _stop).ConfigureAwait(false);
                var removal = (await new SslRemover(_client)
                    .RemoveAsync([old], skipResourceCheck: false, _options.Timeout, cancellationToken: _stop).ConfigureAwait(false))[0];
                if (removal.State is SslRemovalState.Removed or SslRemovalState.AlreadyGone)
                    removed.Add(id);
                else
                    _notices.Warn(Wording.Of($"{id} was kept: {VisibleText.Clause(removal.Reason ?? "")}."));
            }
            catch (TencentCertException kept) when (!kept.FailsEveryCall)
            {
                if (!kept.IsNotFound)
                    _notices.Warn(Wording.Of($"{id} was kept: {VisibleText.Clause(kept.Message)}."));
            }
        }

        return removed;
    }

    // The outcome is returned even if the journal cannot be written; that failure is reported with it.
    private void TryRecordFailure(RotationPlanItem item, RotationResult result, List<Exception> failures)
    {
        try
        {
            _journal.RecordStep(item.CertificateId, RotationStep.Failed, result.NewCertificateId, error: result.Error);
        }
        catch (TencentCertException unwritten)
        {
            failures.Add(unwritten);
        }
    }

    private static Exception? Summary(RotationResult result, List<Exception> failures)
    {
        if (failures is [] or [not TencentCertException])
            return failures.FirstOrDefault();

        var first = failures.OfType<TencentCertException>().FirstOrDefault();
        var message = failures is [_]
            ? (Wording)$"{result.CertificateId} ({result.Domain}): {first!.Message}"
            : $"{result.CertificateId} ({result.Domain}): {failures.Count} failures. {result.Error}";
        var advice = first?.Code == ErrorCodes.Timeout
            ? Wording.Of($"Run the same command again: it continues where it stopped, and orders nothing twice.") : null;
        return first?.WithMessage(message, advice) ?? new TencentCertException(ErrorCodes.FailedState, message, failures[0]);
    }
}
