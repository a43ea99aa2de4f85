using System.Runtime.CompilerServices;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Executes plans: imports each certificate once, binds, waits, verifies, and finally removes unused certificates.</summary>
public sealed class BindingExecutor : IDisposable
{
    // A create request of a killed process may reach the store this much later.
    private static readonly TimeSpan LateImportDelay = TimeSpan.FromSeconds(3);

    private readonly ApiClient _client;
    private readonly BindingOptions _options;
    private readonly CertificateImporter _importer;
    private readonly SharedFailure _shared;
    private readonly CancellationToken _stop;
    private readonly TlsVerifier _verifier;
    private readonly Lazy<ListenerQueues> _requestQueues;
    private BindingJournal? _journal;
    private int _pendingBindings;
    private int _pendingVerifications;
    private GaapCertificateUpdate? _earlier;
    private (BindingLog Log, ListenerQueues Queues)? _sharedRun;

    internal BindingExecutor(
        ApiClient client, BindingOptions options, CertificateImporter importer, SharedFailure shared, CancellationToken stop)
    {
        _client = client;
        _options = options;
        _importer = importer;
        _shared = shared;
        _stop = stop;
        _verifier = new TlsVerifier(client.Clock, options.ThrottleLimit);

        // Plans of single requests come one by one and share the queues.
        _requestQueues = new Lazy<ListenerQueues>(() => CreateQueues(new BindingLog(), inOrder: false));
    }

    /// <summary>Executes a plan. The plan's journal stays open until the executor is disposed.</summary>
    /// <param name="plan">Plan.</param>
    /// <returns>Results in the order of completion.</returns>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: the journal cannot be used or written; all results were
    /// returned before.</exception>
    public async IAsyncEnumerable<BindingResult> ExecuteAsync(BindingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        GaapCertificateUpdate? earlier = null;
        if (plan is { JournalPath: { } path, IsDeclined: false })
        {
            _journal = plan.Kind == BindingPlanKind.Undo
                ? BindingJournal.OpenForUndo(path, _client.Clock, out earlier)
                : BindingJournal.Open(path, plan.Identity!, _client.Clock, out earlier);
        }

        await foreach (var result in ExecuteAsync(plan, _journal, earlier).ConfigureAwait(false))
            yield return result;
    }

    /// <summary>Starts a run of several plans that share the listeners' queues and a journal. The executor closes the journal.</summary>
    internal void BeginParts(BindingJournal? journal, GaapCertificateUpdate? earlier)
    {
        (_journal, _earlier) = (journal, earlier);
        var log = new BindingLog(journal);
        _sharedRun = (log, CreateQueues(log, inOrder: false));
    }

    /// <summary>Executes one plan of a run with several plans, concurrently with the others; exceptions as for a whole run.</summary>
    internal IAsyncEnumerable<BindingResult> ExecutePartAsync(BindingPlan plan)
    {
        var (log, queues) = _sharedRun ?? throw new InvalidOperationException("The run has not begun.");
        return ExecuteAsync(new BindingExecution(plan, queues, log, _journal, _earlier));
    }

    /// <summary>Removes replaced certificates that are no longer used, after reading all of GAAP again.</summary>
    /// <param name="certificateIds">Certificates replaced by a plan that was executed without a failure.</param>
    /// <param name="cancellationToken">Stops immediately.</param>
    /// <returns>The outcome for each certificate.</returns>
    public async IAsyncEnumerable<ReplacedCertificate> RemoveReplacedAsync(
        IReadOnlyList<string> certificateIds, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificateIds);
        if (certificateIds.Count == 0)
            yield break;

        var snapshot = await new GaapSnapshotReader(_client, _options.ThrottleLimit)
            .ReadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var uses = snapshot.Uses().ToLookup(use => use.CertificateId, StringComparer.Ordinal);
        foreach (var id in certificateIds)
        {
            yield return !snapshot.IsComplete ? new ReplacedCertificate(id, Wording.Of($"not every listener could be read"))
                : uses[id].FirstOrDefault() is { } use ? new ReplacedCertificate(id, Wording.Of($"still used by {use}"))
                : await RemoveAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_requestQueues.IsValueCreated)
            _requestQueues.Value.Dispose();

        _sharedRun?.Queues.Dispose();
        _journal?.Dispose();
        _verifier.Dispose();
    }

    internal async IAsyncEnumerable<BindingResult> ExecuteAsync(BindingPlan plan, BindingJournal? journal, GaapCertificateUpdate? earlier)
    {
        var log = new BindingLog(journal, plan.Kind == BindingPlanKind.Undo);
        using var own = plan.Kind == BindingPlanKind.Requests ? null : CreateQueues(log, inOrder: plan.Kind == BindingPlanKind.Undo);
        await foreach (var result in ExecuteAsync(
            new BindingExecution(plan, own ?? _requestQueues.Value, log, journal, earlier)).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    private async IAsyncEnumerable<BindingResult> ExecuteAsync(BindingExecution execution)
    {
        var running = RunAsync(execution);
        await foreach (var result in execution.Results.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            yield return result;

        await running.ConfigureAwait(false);
    }

    private ListenerQueues CreateQueues(BindingLog log, bool inOrder) => new(_client, log, _options.ThrottleLimit, inOrder, _shared, _stop);

    private async Task RunAsync(BindingExecution execution)
    {
        try
        {
            // One more while further changes are still being read.
            Interlocked.Increment(ref _pendingBindings);
            execution.RecordStart(_options.Verify);
            var tasks = new List<Task>();
            try
            {
                await StartAsync(execution, execution.Plan.Changes, tasks).ConfigureAwait(false);
                if (execution.Plan.StreamedChanges is { } streamed)
                {
                    await foreach (var changes in streamed.ReadAsync().ConfigureAwait(false))
                    {
                        execution.RecordPlanned(changes);
                        await StartAsync(execution, changes, tasks).ConfigureAwait(false);
                    }
                }
            }
            finally
            {
                // Started changes are completed even if the rest could not be read.
                Interlocked.Decrement(ref _pendingBindings);
                await Task.WhenAll(tasks).ConfigureAwait(false);
            }

            execution.RecordEnd();
        }
        finally
        {
            execution.Results.Writer.Complete();
        }
    }

    // The changes must cover whole listeners.
    private async Task StartAsync(BindingExecution execution, IReadOnlyList<BindingChange> changes, List<Task> tasks)
    {
        Interlocked.Add(ref _pendingBindings, changes.Count);
        await ImportAsync(execution, changes).ConfigureAwait(false);
        var listeners = new Dictionary<string, Task<GaapCertificateBinding>>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var bound = BindAsync(execution, change, change.Step == BindingStep.Follow ? listeners[change.ListenerId] : null);
            if (change.Domain is null)
                listeners[change.ListenerId] = bound;

            tasks.Add(CompleteAsync(execution, change, tasks.Count, bound));
        }
    }

    private async Task CompleteAsync(BindingExecution execution, BindingChange change, int number, Task<GaapCertificateBinding> bound)
    {
        GaapCertificateBinding? binding = null;
        Exception? problem = null;
        await Task.WhenAny(bound).ConfigureAwait(false);
        Interlocked.Decrement(ref _pendingBindings);
        try
        {
            binding = await bound.ConfigureAwait(false);
            if (_options.Verify && change is { Domain: not null, Certificate: not null, IsAuthentication: false }
                && binding.State is GaapBindingState.Changed or GaapBindingState.Live or GaapBindingState.AlreadyCurrent)
            {
                CountVerifications(1);
                try
                {
                    (binding, problem) = await VerifyAsync(execution, change, binding).ConfigureAwait(false);
                }
                finally
                {
                    CountVerifications(-1);
                }
            }
        }
#pragma warning disable CA1031 // Not swallowed: reported with its binding; every binding gets a result.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // The binding stays reported as changed, although its verification failed or could not be recorded.
            binding = binding is null
                ? execution.WithCertificateId(change.Outcome(failure), change)
                : binding with { Error = failure.Message };
            problem = failure;
        }

        var result = new BindingResult(number, binding, problem is null ? null : _shared.ReportOnce(problem));
        await execution.Results.Writer.WriteAsync(result, CancellationToken.None).ConfigureAwait(false);
    }

    private void CountVerifications(int change)
    {
        var remaining = Interlocked.Add(ref _pendingVerifications, change);
        if (remaining > 0 && Volatile.Read(ref _pendingBindings) == 0)
            _options.VerificationProgress?.Invoke(remaining);
    }

    private async Task<GaapCertificateBinding> BindAsync(
        BindingExecution execution, BindingChange change, Task<GaapCertificateBinding>? listener)
    {
        switch (change.Step)
        {
            case BindingStep.Skip or BindingStep.Decline:
                return execution.WithCertificateId(change.Outcome(GaapBindingState.Skipped, change.Reason), change);
            case BindingStep.Refuse:
                execution.RecordRefused(change);
                throw change.Failure ?? new TencentCertException(ErrorCodes.InvalidParameter, Wording.Verbatim(change.Reason));
            case BindingStep.Current:
                execution.RecordCurrent(change);
                return change.Outcome(GaapBindingState.AlreadyCurrent);
        }

        var import = execution.ImportOf(change);
        if (import?.Failure is { } failure)
        {
            if (change.Step == BindingStep.Write)
                execution.Log.Failed(change, failure);

            throw failure;
        }

        change = change with { To = change.To ?? import?.Certificate?.CertificateId };

        if (listener is not null)
        {
            var followed = await listener.ConfigureAwait(false);
            return change.Outcome(followed.State, followed.Error) with { Duration = followed.Duration, RequestId = followed.RequestId };
        }

        var isRotationOrUndo = execution.Plan.Kind != BindingPlanKind.Requests;
        var waitsForEffect = isRotationOrUndo || _options.Wait || _options.Verify;
        var bound = await execution.Queues.ApplyAsync(change, waitsForEffect, _options.Timeout).ConfigureAwait(false);
        return isRotationOrUndo && bound.State == GaapBindingState.Live ? bound with { State = GaapBindingState.Changed } : bound;
    }

    // A certificate without bindings to write is not imported.
    private async Task ImportAsync(BindingExecution execution, IReadOnlyList<BindingChange> changes)
    {
        foreach (var certificate in changes.Select(change => change.Certificate).OfType<BindingCertificate>().Distinct()
            .Where(certificate => !execution.Imports.ContainsKey(certificate)))
        {
            ImportedCertificate? imported = null;
            if (certificate.Copy is { } copy)
                imported = new ImportedCertificate(copy, null);
            else if (changes.Any(change => change.Certificate == certificate && change.Step == BindingStep.Write))
                imported = await ImportAsync(certificate, execution).ConfigureAwait(false);

            if (imported is not null)
                execution.RecordImported(certificate, imported);
        }
    }

    private async Task<ImportedCertificate> ImportAsync(BindingCertificate certificate, BindingExecution execution)
    {
        try
        {
            if (execution.IsImportUnknown)
                await Task.Delay(LateImportDelay, _client.Clock, _stop).ConfigureAwait(false);

            execution.RecordImporting(certificate);
            return new ImportedCertificate(await _importer.ImportAsync(certificate, _stop).ConfigureAwait(false), null);
        }
        catch (TencentCertException failure)
        {
            return new ImportedCertificate(null, failure);
        }
    }

    private async Task<(GaapCertificateBinding Binding, TencentCertException? Problem)> VerifyAsync(
        BindingExecution execution, BindingChange change, GaapCertificateBinding binding)
    {
        var test = await _verifier.WaitAsync(
            change with { To = binding.CertificateId }, _options.ConnectTo ?? _client.Connection.Options.ConnectTo, _options.Timeout,
            _client.Connection.ServerTime, _stop).ConfigureAwait(false);
        execution.RecordVerification(binding, test);
        return (binding with { Verified = test.Passed, Error = test.Reason, ClientProblem = test.Passed ? test.ClientProblem : [] },
            Problem(binding, test));
    }

    private static TencentCertException? Problem(GaapCertificateBinding binding, GaapCertificateTest test) => test switch
    {
        { Passed: true } => null,
        { IsReachable: true } =>
            new TencentCertException(ErrorCodes.NotServed, $"{binding.Domain} is bound to {binding.CertificateId}, but {test.Reason}"),
        _ => new TencentCertException(
            ErrorCodes.NotReachable, $"{binding.Domain} is bound to {binding.CertificateId}, but that could not be tested: {test.Reason}")
        {
            // The advice for the error code says that the binding was changed.
            Advice = binding.State != GaapBindingState.AlreadyCurrent ? null : Wording.Of(
                $"The binding needed no change; only its test could not be made. Give -ConnectTo an address that answers for the domain, "
                + $"such as the access domain or IP address of the accelerator, or test later with Test-GaapCertificate."),
        },
    };

    private async Task<ReplacedCertificate> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        _journal?.Write(new JournalLine { Event = JournalEvent.Removing, CertificateId = id }, onDisk: true);
        TencentCertException? failure = null;
        try
        {
            await new GaapCertificateStore(_client).RemoveAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException refused)
        {
            failure = refused;
        }

        var outcome = failure is null ? JournalEvent.Removed : JournalEvent.NotRemoved;
        var removal = new JournalLine { Event = outcome, CertificateId = id, Error = failure?.Message };
        _journal?.Write([removal, new JournalLine { Event = JournalEvent.Ended }], onDisk: true);
        return new ReplacedCertificate(id, failure?.Message, failure);
    }
}
