using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Undoes a rotation from its journal: the bindings in GAAP, and the resources of its deployments.</summary>
/// <param name="client">Client.</param>
/// <param name="pipeline">GAAP binding pipeline.</param>
/// <param name="timeout">Time for each rollback.</param>
public sealed class RotationUndo(ApiClient client, BindingPipeline pipeline, TimeSpan timeout)
{
    private const int MaxNamesShown = 10;

    private readonly SslDeployments _deployments = new(client);
    private readonly SslCertificateReader _certificates = new(client);

    /// <summary>Creates the plan; makes read-only calls.</summary>
    /// <param name="journalPath">Journal of the run.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: not a journal of a rotation, or of another
    /// endpoint.</exception>
    public async Task<RotationUndoPlan> PlanAsync(string journalPath, CancellationToken cancellationToken = default)
    {
        var run = GaapCertificateUpdate.Read(journalPath);
        if (!run.IsOfCertificates)
            throw BindingJournal.Refused(journalPath, $"is of Update-GaapCertificate: undo it with Undo-GaapCertificateUpdate");

        var bindings = await pipeline.Planner.ForUndoAsync(journalPath, cancellationToken).ConfigureAwait(false);
        var deployments = new List<RotationRollback>();
        foreach (var rotated in run.Rotation.Reverse())
        {
            var known = rotated.Deployment.Where(deployment => deployment.Step != RotationStep.UndoDeployed).ToList();
            var unrecorded = await FindUnrecordedAsync(run, rotated, cancellationToken).ConfigureAwait(false);
            deployments.AddRange(unrecorded.Concat(known.AsEnumerable().Reverse()).Select(deployment => new RotationRollback(
                rotated.CertificateId, deployment.DeployRecordId, rotated.NewCertificateId, deployment.FromCertificateId)
            {
                WasSent = deployment.Step == RotationStep.UndoDeploying,
            }));
        }

        deployments = await MarkRefusedAsync(deployments, cancellationToken).ConfigureAwait(false);
        return new RotationUndoPlan(journalPath, bindings, deployments, [.. Losses(run, bindings, deployments)]);
    }

    /// <summary>Executes the plan.</summary>
    /// <param name="plan">Plan, without declined parts.</param>
    /// <param name="cancellationToken">Stops the waits. A change already sent continues.</param>
    /// <returns>Every binding and resource as it ends, with the error to report.</returns>
    public async IAsyncEnumerable<(RotationBinding Binding, Exception? Failure)> ExecuteAsync(
        RotationUndoPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using var journal = BindingJournal.OpenForUndo(plan.JournalPath, client.Clock, out var before);
        journal.Write(new JournalLine { Event = JournalEvent.UndoStarted }, onDisk: true);
        // Unbounded, so that a write always succeeds.
        var results = Channel.CreateUnbounded<(RotationBinding, Exception?)>();
        var running = Task.Run(
            async () =>
            {
                try
                {
                    await Task.WhenAll(
                        BindAsync(plan, journal, before, results.Writer), RollBackAsync(plan, journal, results.Writer, cancellationToken))
                        .ConfigureAwait(false);
                    results.Writer.Complete();
                }
#pragma warning disable CA1031 // Not swallowed: rethrown to the reader of the results.
                catch (Exception failure)
#pragma warning restore CA1031
                {
                    results.Writer.Complete(failure);
                }
            },
            CancellationToken.None);
        await foreach (var result in results.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            yield return result;

        await running.ConfigureAwait(false);
        journal.Write(new JournalLine { Event = JournalEvent.Ended }, onDisk: true);
    }

    // A resource cannot get a certificate that no longer exists.
    private async Task<List<RotationRollback>> MarkRefusedAsync(List<RotationRollback> deployments, CancellationToken cancellationToken)
    {
        var missingIds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in deployments.Select(rollback => rollback.FromCertificateId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await _certificates.FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
                missingIds.Add(id);
        }

        var all = new List<RotationRollback>();
        foreach (var rollback in deployments)
        {
            var updated = rollback.FromCertificateId is { } from && missingIds.Contains(from)
                ? (await _deployments.GetAsync(SslDeploymentKind.Update, rollback.DeployRecordId, cancellationToken)
                    .ConfigureAwait(false)).Item.Where(item => item.Status == SslDeploymentItemStatus.Succeeded).ToList()
                : [];
            all.Add(updated.Count == 0
                ? rollback
                : rollback with { Lost = updated, Refusal = Wording.Of($"{rollback.FromCertificateId} is no longer in the SSL service.") });
        }

        return all;
    }

    private static IEnumerable<RotationLoss> Losses(GaapCertificateUpdate run, BindingPlan bindings, List<RotationRollback> deployments)
    {
        var lost = bindings.Changes.Where(change => change.Step == BindingStep.Refuse)
            .Select(change => (Of: RotatedBy(run, change)?.CertificateId ?? "?", Name: change.Target, change.Reason))
            .Concat(deployments.SelectMany(rollback =>
                rollback.Lost.Select(item => (Of: rollback.CertificateId, Name: item.ToString(), Reason: rollback.Refusal))));
        foreach (var certificate in lost.GroupBy(loss => loss.Of, StringComparer.Ordinal))
        {
            var reasons = certificate.GroupBy(loss => loss.Reason, loss => loss.Name)
                .Select(reason => Wording.Of($"{Display([.. reason])}: {reason.Key}"));
            var domain = run.Rotation.FirstOrDefault(rotated => rotated.CertificateId == certificate.Key)?.Domain;
            yield return new RotationLoss(
                certificate.Key,
                new TencentCertException(
                    ErrorCodes.FailedState,
                    $"The rotation of {certificate.Key} ({domain}) cannot be undone everywhere. {string.Join(' ', reasons)}")
                {
                    Advice = Wording.Of(
                        $"Everything else is undone. Import a certificate for these names (Import-SslCertificate), and bind it with "
                        + $"Update-GaapCertificate and Update-SslCertificateBinding."),
                });
        }
    }

    private static RotatedCertificate? RotatedBy(GaapCertificateUpdate run, BindingChange change)
    {
        var recorded = run.Find(change.Key);
        var newId = run.Certificates.FirstOrDefault(certificate => certificate.Fingerprint == recorded?.Fingerprint)?.Name;
        return run.Rotation.FirstOrDefault(
            rotated => recorded?.PreviousCertificateId is { } previous && rotated.GaapCertificateId.Contains(previous))
            ?? run.Rotation.FirstOrDefault(rotated => rotated.NewCertificateId == newId);
    }

    private static string Display(IReadOnlyList<string> names) => names.Count <= MaxNamesShown
        ? Wording.List(names)
        : Wording.Of($"{Wording.List(names.Take(MaxNamesShown))} and {names.Count - MaxNamesShown} more");

    private static void Record(RotationJournal journal, RotationRollback rollback, RotationStep step, string? error = null) =>
        journal.RecordStep(
            rollback.CertificateId, step, from: rollback.FromCertificateId, deployment: rollback.DeployRecordId, error: error);

    // A killed run may have created a deployment without recording its id.
    private async Task<IEnumerable<RotationDeployment>> FindUnrecordedAsync(
        GaapCertificateUpdate run, RotatedCertificate rotated, CancellationToken cancellationToken)
    {
        if (rotated is not { Step: RotationStep.Deploying, NewCertificateId: { } newId })
            return [];

        var known = rotated.Deployment.Select(deployment => deployment.DeployRecordId).ToHashSet();
        var unrecorded = new List<RotationDeployment>();
        foreach (var old in rotated.OldCertificateId)
        {
            var deployments = _deployments.ListAsync(SslDeploymentKind.Update, newId, old, cancellationToken);
            await foreach (var deployment in deployments.ConfigureAwait(false))
            {
                if (deployment.DeployRecordId is { } id && !known.Contains(id) && !(deployment.CreateTime < run.StartTime.AddMinutes(-1)))
                    unrecorded.Add(new RotationDeployment(id, old, RotationStep.Deployed));
            }
        }

        return unrecorded;
    }

    private async Task BindAsync(
        RotationUndoPlan plan, BindingJournal journal, GaapCertificateUpdate before, ChannelWriter<(RotationBinding, Exception?)> results)
    {
        if (plan.Bindings.Changes.Count == 0)
            return;

        // The run does not end with its bindings: its resources may take longer.
        await foreach (var result in pipeline.Executor.ExecuteAsync(
            plan.Bindings with { PartFingerprint = "" }, journal, before).ConfigureAwait(false))
        {
            // Refused changes are errors of the plan.
            var failure = plan.Bindings.Changes[result.Number].Step == BindingStep.Refuse ? null : result.Failure;
            results.TryWrite((RotationBinding.Of(result.Binding), failure));
        }
    }

    private async Task RollBackAsync(
        RotationUndoPlan plan, BindingJournal journal, ChannelWriter<(RotationBinding, Exception?)> results,
        CancellationToken cancellationToken)
    {
        var rotationJournal = new RotationJournal(journal, null);
        foreach (var rollback in plan.Deployments)
        {
            try
            {
                if (rollback.Refusal is not { } refusal)
                {
                    await RollBackAsync(rollback, rotationJournal, results, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                Record(rotationJournal, rollback, RotationStep.UndoFailed, refusal);
                foreach (var item in rollback.Lost)
                {
                    var current = item.CertificateId ?? rollback.NewCertificateId;
                    results.TryWrite((RotationBinding.Lost(item, rollback.FromCertificateId, current, refusal), null));
                }
            }
            catch (TencentCertException failure) when (!failure.FailsEveryCall && failure.Code != ErrorCodes.Journal)
            {
                Record(rotationJournal, rollback, RotationStep.UndoFailed, failure.Message);
                var binding = new RotationBinding
                {
                    Kind = "?",
                    ResourceType = "",
                    Name = rollback.ToString(),
                    State = RotationBindingState.Failed,
                    CertificateId = rollback.FromCertificateId,
                    PreviousCertificateId = rollback.NewCertificateId,
                    Error = failure.Message,
                };
                results.TryWrite((binding, failure));
            }
        }
    }

    private async Task RollBackAsync(
        RotationRollback planned, RotationJournal journal, ChannelWriter<(RotationBinding, Exception?)> results,
        CancellationToken cancellationToken)
    {
        Task<SslDeployment> WaitAsync(long id) =>
            _deployments.WaitAsync(SslDeploymentKind.Update, id, timeout, cancellationToken: cancellationToken);

        if (planned.WasSent && await RunningRollbackAsync(planned, cancellationToken).ConfigureAwait(false) is { } running)
            await WaitAsync(running).ConfigureAwait(false);

        var before = await WaitAsync(planned.DeployRecordId).ConfigureAwait(false);
        before = before with
        {
            CertificateId = before.CertificateId ?? planned.NewCertificateId,
            OldCertificateId = before.OldCertificateId ?? planned.FromCertificateId,
        };
        if (before.Item.Any(item => item.Status == SslDeploymentItemStatus.Succeeded))
        {
            Record(journal, planned, RotationStep.UndoDeploying);
            var rollback = await _deployments.RollbackAsync(before, cancellationToken).ConfigureAwait(false);
            var ended = (await WaitAsync(rollback.DeployRecordId!.Value).ConfigureAwait(false)).With(rollback);
            foreach (var item in ended.Item)
            {
                var binding = RotationBinding.Of(item, ended);
                results.TryWrite((binding, binding.State != RotationBindingState.Failed ? null : new TencentCertException(
                    ErrorCodes.FailedState,
                    $"{binding.CertificateId} was not restored on {item}: {item.Error ?? Wording.Of($"no reason given")}.")));
            }

            if (ended.Item.Any(item => item.HasFailed))
            {
                Record(journal, planned, RotationStep.UndoFailed, ended.ToString());
                return;
            }
        }

        Record(journal, planned, RotationStep.UndoDeployed);
    }

    // A rollback is a deployment of the old certificate in place of the new one.
    private async Task<long?> RunningRollbackAsync(RotationRollback planned, CancellationToken cancellationToken)
    {
        var rollbacks = _deployments.ListAsync(
            SslDeploymentKind.Update, planned.FromCertificateId, planned.NewCertificateId, cancellationToken);
        return (await rollbacks.FindAsync(deployment => !deployment.IsFinished).ConfigureAwait(false))?.DeployRecordId;
    }
}
