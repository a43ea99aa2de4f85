using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Ssl;

namespace TencentCert.Core.Rotation;

/// <summary>Updates every resource of older certificates to a new one, and verifies the updated resources.</summary>
internal sealed class ResourceStage(ApiClient client, RotationOptions options, RotationJournal journal, RotationNotices notices)
{
    private const int MaxDeployments = 4;
    private readonly SslUpdates _updates = new(client);
    private readonly SslDeployments _deployments = new(client);
    private readonly SslBindingVerifier _verifier = new(client);

    /// <summary>Deploys. When the wait is cancelled, a created deployment continues, and the next run finds it.</summary>
    public async Task<StageOutcome> RunAsync(RotationPlanItem item, string newId, CancellationToken cancellationToken)
    {
        var bindings = new List<RotationBinding>();
        var failures = new List<Exception>();
        if (item.Action == RotationAction.Deploy)
            await AddCurrentAsync(newId, bindings, failures, cancellationToken).ConfigureAwait(false);

        foreach (var old in item.OldCertificateId)
        {
            try
            {
                await DeployAsync(item, old, newId, bindings, failures, cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException failure) when (!failure.FailsEveryCall)
            {
                failures.Add(failure);
            }
        }

        return new StageOutcome(bindings, failures);
    }

    private async Task DeployAsync(
        RotationPlanItem item, string old, string newId, List<RotationBinding> bindings, List<Exception> failures,
        CancellationToken cancellationToken)
    {
        var name = $"{item.CertificateId} ({item.Domain})";

        // An earlier deployment may cover fewer resources; another one updates the rest.
        for (var attempt = 1; ; attempt++)
        {
            var request = new SslUpdateRequest { CertificateId = newId, OldCertificateId = old };
            notices.Progress(name, Wording.Of($"Searching resources"));
            var preflight =
                await _updates.PreflightAsync(request, options.Timeout, cancellationToken: cancellationToken).ConfigureAwait(false);
            failures.AddRange(preflight.Gaps.Select(gap => gap.ToException()));
            if (preflight.Total == 0)
                return;

            foreach (var warning in preflight.Warnings)
                notices.Warn(warning);

            journal.RecordStep(item.CertificateId, RotationStep.Deploying, newId, old);
            if (await StartAsync(preflight, cancellationToken).ConfigureAwait(false) is not { DeployRecordId: { } id } deployment)
                return;

            journal.RecordStep(item.CertificateId, RotationStep.Deployed, newId, old, id);
            notices.Progress(name, Wording.Of($"{deployment.Kind} {id} is in progress."));
            var result = (await _deployments.WaitAsync(
                deployment.Kind, id, options.Timeout, cancellationToken: cancellationToken).ConfigureAwait(false)).With(deployment);
            if (options.Verify)
            {
                notices.Progress(name, Wording.Of($"Proving by TLS handshakes"));
                result = await _verifier.VerifyDeploymentAsync(
                    result, preflight.Bindings, options.ConnectTo, options.Timeout, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
            }

            var failed = result.Item.Where(resource => resource.HasFailed).ToList();
            journal.RecordStep(
                item.CertificateId, RotationStep.DeploymentEnded, newId, old, id,
                failed.Count == 0 ? null : string.Join("; ", failed.Select(resource => $"{resource}: {resource.Error}")));
            bindings.AddRange(result.Item.Select(resource => RotationBinding.Of(resource, result)));
            failures.AddRange(failed.Select(resource => new TencentCertException(ErrorCodes.FailedState, result.FailureOf(resource))));
            failures.AddRange(result.Test.Where(test => !test.Passed && test.Domain is not null).Select(test => test.ToException()));
            if (failed.Count > 0 || result.Item.Count == 0 || !deployment.Recovered || attempt == MaxDeployments)
                return;
        }
    }

    // The service runs one deployment at a time, so a running one is awaited.
    private async Task<SslDeployment?> StartAsync(SslUpdatePreflight preflight, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _updates.RunAsync(preflight, options.Timeout, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (TencentCertException pending) when (SslDeployments.MeansInProgress(pending.Code) && attempt < MaxDeployments)
            {
                var running = (await _deployments.ListAsync(
                    SslDeploymentKind.Update, null, preflight.Request.OldCertificateId, cancellationToken)
                    .ToListAsync().ConfigureAwait(false))
                    .Find(deployment => !deployment.IsFinished && deployment.DeployRecordId is not null);
                if (running is null)
                    throw;

                var id = running.DeployRecordId!.Value;
                await _deployments.WaitAsync(running.Kind, id, options.Timeout, cancellationToken: cancellationToken).ConfigureAwait(false);
                if (running.CertificateId == preflight.Request.CertificateId)
                    return running with { Recovered = true };
            }
        }
    }

    // Updated by an earlier run, or by the service's hosting.
    private async Task AddCurrentAsync(
        string newId, List<RotationBinding> bindings, List<Exception> failures, CancellationToken cancellationToken)
    {
        var current = await new ResourceSearch(client, 1).FindAsync([newId], options.Timeout, cancellationToken).ConfigureAwait(false);
        failures.AddRange(current.Gaps.Select(gap => gap.ToException()));
        var tests = options.Verify && current.Bindings.Count > 0
            ? await _verifier.VerifyAsync(current.Bindings, options.ConnectTo, options.Timeout, cancellationToken: cancellationToken)
                .ConfigureAwait(false)
            : [];
        bindings.AddRange(current.Bindings.Select(binding => RotationBinding.Of(binding, tests)));
        failures.AddRange(tests.Where(test => !test.Passed && test.Domain is not null).Select(test => test.ToException()));
    }
}
