using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Client;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Undoes a rotation from its journal: the bindings in GAAP, and the resources of its deployments.</summary>
/// <param name="client">Client.</param>
/// <param name="pipeline">GAAP binding pipeline.</param>
/// <param name="timeout">Time for each rollback.</param>
public sealed class RotationUndo(ApiClient client, BindingPipeline pipeline, TimeSpan timeout)
{
    private const int MostNames = 10;

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
        {
            throw BindingJournal.Refused(journalPath, $"is of Update-GaapCertificate: undo it with Undo-GaapCertificateUpdate");
        }

        var bindings = await pipeline.Planner.ForUndoAsync(journalPath, cancellationToken).ConfigureAwait(false);
        var deployments = new List<RotationRollback>();
        foreach (var one in run.Rotation.Reverse())
        {
            var known = one.Deployment.Where(made => made.Step != RotationStep.UndoDeployed).ToList();
            deployments.AddRange(
                (await StrayAsync(run, one, cancellationToken).ConfigureAwait(false)).Concat(known.AsEnumerable().Reverse()).Select(made =>
                new RotationRollback(
                    one.CertificateId, made.DeployRecordId, one.NewCertificateId,
                    made.FromCertificateId) { WasSent = made.Step == RotationStep.UndoDeploying }));
        }

        deployments = await RefuseAsync(deployments, cancellationToken).ConfigureAwait(false);
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
        var results = Channel.CreateUnbounded<(RotationBinding, Exception?)>();
        var ending = Task.Run(
            async () =>
            {
                Exception? problem = null;
                try
                {
                    await Task.WhenAll(
                        BindAsync(plan, journal, before, results.Writer), RollBackAsync(plan, journal, results.Writer, cancellationToken))
                        .ConfigureAwait(false);
                }
#pragma warning disable CA1031 // Not swallowed: rethrown to the reader of the results.
                catch (Exception failure)
#pragma warning restore CA1031
                {
                    problem = failure;
                }

                results.Writer.Complete(problem);
            },
            CancellationToken.None);
        await foreach (var result in results.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            yield return result;
        }

        await ending.ConfigureAwait(false);
        journal.Write(new JournalLine { Event = JournalEvent.Ended }, onDisk: true);
    }

    // A resource cannot get a certificate that no longer exists.
    private async Task<List<RotationRollback>> RefuseAsync(List<RotationRollback> deployments, CancellationToken cancellationToken)
    {
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in deployments.Select(one => one.FromCertificateId).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            try
            {
                await _certificates.GetAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException missing) when (missing.IsNotFound)
            {
                gone.Add(id);
            }
        }

        var all = new List<RotationRollback>();
        foreach (var one in deployments)
        {
            var moved = one.FromCertificateId is { } from && gone.Contains(from)
                ? (await _deployments.GetAsync(SslDeploymentKind.Update, one.DeployRecordId, cancellationToken).ConfigureAwait(false)).Item
                    .Where(item => item.Status == SslDeploymentItemStatus.Succeeded).ToList()
                : [];
            all.Add(moved.Count == 0
                ? one
                : one with { Lost = moved, Refusal = Wording.Of($"{one.FromCertificateId} is no longer in the SSL service.") });
        }

        return all;
    }

    private static IEnumerable<RotationLoss> Losses(GaapCertificateUpdate run, BindingPlan bindings, List<RotationRollback> deployments)
    {
        var lost = bindings.Changes.Where(change => change.Step == BindingStep.Refuse)
            .Select(change => (Of: Rotated(run, change)?.CertificateId ?? "?", Name: change.Target, change.Reason))
            .Concat(deployments.Where(one => one.Refusal is not null)
                .SelectMany(one => one.Lost.Select(item => (Of: one.CertificateId, Name: item.ToString(), Reason: one.Refusal))));
        foreach (var certificate in lost.GroupBy(one => one.Of, StringComparer.Ordinal))
        {
            var reasons = certificate.GroupBy(one => one.Reason, one => one.Name)
                .Select(reason => Wording.Of($"{Named([.. reason])}: {reason.Key}"));
            var domain = run.Rotation.FirstOrDefault(one => one.CertificateId == certificate.Key)?.Domain;
            yield return new RotationLoss(
                certificate.Key,
                new TencentCertException(
                    ErrorCodes.FailedState,
                    $"The rotation of {certificate.Key} ({domain}) cannot be undone everywhere. {string.Join(' ', reasons)}")
                {
                    Advice = Wording.Of(
                        $"Everything else is undone. Import a certificate for these names (Import-SslCertificate), and bind it with Update-GaapCertificate and Update-SslCertificateBinding."),
                });
        }
    }

    private static RotatedCertificate? Rotated(GaapCertificateUpdate run, BindingChange change)
    {
        var was = run.Find(change.Key);
        var newId = run.Certificates.FirstOrDefault(one => one.Fingerprint == was?.Fingerprint)?.Name;
        return run.Rotation.FirstOrDefault(one => was?.PreviousCertificateId is { } previous && one.GaapCertificateId.Contains(previous))
            ?? run.Rotation.FirstOrDefault(one => one.NewCertificateId == newId);
    }

    private static string Named(IReadOnlyList<string> names) => names.Count <= MostNames
        ? Wording.List(names)
        : Wording.Of($"{Wording.List(names.Take(MostNames))} and {names.Count - MostNames} more");

    private static async Task RefuseAsync(RotationRollback one, RotationJournal steps, ChannelWriter<(RotationBinding, Exception?)> results)
    {
        steps.Step(
            one.CertificateId, RotationStep.UndoFailed, from: one.FromCertificateId, deployment: one.DeployRecordId, error: one.Refusal);
        foreach (var item in one.Lost)
        {
            var binding = RotationBinding.Lost(item, one.FromCertificateId, item.CertificateId ?? one.NewCertificateId, one.Refusal!);
            await results.WriteAsync((binding, null), CancellationToken.None).ConfigureAwait(false);
        }
    }

    // A killed run may have created a deployment without recording its id.
    private async Task<IEnumerable<RotationDeployment>> StrayAsync(
        GaapCertificateUpdate run, RotatedCertificate one, CancellationToken cancellationToken)
    {
        if (one is not { Step: RotationStep.Deploying, NewCertificateId: { } newId })
        {
            return [];
        }

        var known = one.Deployment.Select(made => made.DeployRecordId).ToHashSet();
        var stray = new List<RotationDeployment>();
        foreach (var old in one.OldCertificateId)
        {
            await foreach (var made in _deployments.ListAsync(
                SslDeploymentKind.Update, newId, old, cancellationToken).ConfigureAwait(false))
            {
                if (made.DeployRecordId is { } id && !known.Contains(id) && !(made.CreateTime < run.StartTime.AddMinutes(-1)))
                {
                    stray.Add(new RotationDeployment(id, old, RotationStep.Deployed));
                }
            }
        }

        return stray;
    }

    private async Task BindAsync(
        RotationUndoPlan plan, BindingJournal journal, GaapCertificateUpdate before, ChannelWriter<(RotationBinding, Exception?)> results)
    {
        if (plan.Bindings.Changes.Count == 0)
        {
            return;
        }

        // The run does not end with its bindings: its resources may take longer.
        await foreach (var result in pipeline.Executor.ExecuteAsync(
            plan.Bindings with { PartFingerprint = "" }, journal, before).ConfigureAwait(false))
        {
            // Refused changes are errors of the plan.
            var failure = plan.Bindings.Changes[result.Number].Step == BindingStep.Refuse ? null : result.Failure;
            await results.WriteAsync((RotationBinding.Of(result.Binding), failure), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task RollBackAsync(
        RotationUndoPlan plan, BindingJournal journal, ChannelWriter<(RotationBinding, Exception?)> results,
        CancellationToken cancellationToken)
    {
        var steps = new RotationJournal(journal, null);
        foreach (var one in plan.Deployments)
        {
            try
            {
                if (one.Refusal is not null)
                {
                    await RefuseAsync(one, steps, results).ConfigureAwait(false);
                    continue;
                }

                await RollBackAsync(one, steps, results, cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException failure) when (!failure.FailsEveryCall && failure.Code != ErrorCodes.Journal)
            {
                steps.Step(
                    one.CertificateId, RotationStep.UndoFailed, from: one.FromCertificateId, deployment: one.DeployRecordId,
                    error: failure.Message);
                await results.WriteAsync(
                    (new RotationBinding
                    {
                        Kind = "?",
                        ResourceType = "",
                        Name = one.ToString(),
                        State = RotationBindingState.Failed,
                        CertificateId = one.FromCertificateId,
                        PreviousCertificateId = one.NewCertificateId,
                        Error = failure.Message,
                    }, failure),
                    CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task RollBackAsync(
        RotationRollback one, RotationJournal steps, ChannelWriter<(RotationBinding, Exception?)> results,
        CancellationToken cancellationToken)
    {
        if (one.WasSent && await UnderWayAsync(one, cancellationToken).ConfigureAwait(false) is { } running)
        {
            await _deployments.WaitAsync(
                SslDeploymentKind.Update, running, timeout, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        var before = await _deployments.WaitAsync(
            SslDeploymentKind.Update, one.DeployRecordId, timeout, cancellationToken: cancellationToken).ConfigureAwait(false);
        before = before with { CertificateId = before.CertificateId ?? one.NewCertificateId,
            OldCertificateId = before.OldCertificateId ?? one.FromCertificateId };
        if (before.Item.Any(item => item.Status == SslDeploymentItemStatus.Succeeded))
        {
            steps.Step(one.CertificateId, RotationStep.UndoDeploying, from: one.FromCertificateId, deployment: one.DeployRecordId);
            var way = await _deployments.RollbackAsync(before, cancellationToken).ConfigureAwait(false);
            var ended = (await _deployments.WaitAsync(
                SslDeploymentKind.Update, way.DeployRecordId!.Value, timeout, cancellationToken: cancellationToken).ConfigureAwait(false))
                .With(way);
            foreach (var item in ended.Item)
            {
                var binding = RotationBinding.Of(item, ended);
                await results.WriteAsync(
                    (binding, binding.State != RotationBindingState.Failed ? null : new TencentCertException(
                        ErrorCodes.FailedState,
                        $"{binding.CertificateId} was not restored on {item}: {item.Error ?? Wording.Of($"no reason given")}.")),
                    CancellationToken.None).ConfigureAwait(false);
            }

            if (ended.Item.Any(item => item.Status is SslDeploymentItemStatus.Failed or SslDeploymentItemStatus.RollbackFailed))
            {
                steps.Step(
                    one.CertificateId, RotationStep.UndoFailed, from: one.FromCertificateId, deployment: one.DeployRecordId,
                    error: ended.ToString());
                return;
            }
        }

        steps.Step(one.CertificateId, RotationStep.UndoDeployed, from: one.FromCertificateId, deployment: one.DeployRecordId);
    }

    // A rollback is a deployment of the old certificate in place of the new one.
    private async Task<long?> UnderWayAsync(RotationRollback one, CancellationToken cancellationToken)
    {
        await foreach (var made in _deployments.ListAsync(
            SslDeploymentKind.Update, one.FromCertificateId, one.NewCertificateId, cancellationToken).ConfigureAwait(false))
        {
            if (!made.IsFinished)
            {
                return made.DeployRecordId;
            }
        }

        return null;
    }
}
