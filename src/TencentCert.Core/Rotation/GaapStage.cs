using TencentCert.Core.Bindings;
using TencentCert.Core.Bindings.Journal;

namespace TencentCert.Core.Rotation;

/// <summary>Imports a new certificate into GAAP and binds it wherever a copy of an older one is bound.</summary>
internal sealed class GaapStage(ApiClient client, BindingPipeline pipeline, RotationJournal journal, RotationNotices notices)
{
    public async Task<StageOutcome> RunAsync(RotationPlanItem item, string newId, CancellationToken cancellationToken)
    {
        var old = OldCopies(item);
        if (old.Count == 0 && item.Current.Count == 0)
            return StageOutcome.None;

        var source = new ReplacementCertificates(client, pipeline.Importer, new BindingSelection(old)) { AllowOriginUse = true };
        var certificate = await source.FromSslAsync(newId, cancellationToken).ConfigureAwait(false);
        var bound = await BindAsync(item, certificate, cancellationToken).ConfigureAwait(false);

        // A certificate towards origin servers is a separate entry in the GAAP certificate store.
        try
        {
            if (await source.ForOriginServersAsync(certificate, cancellationToken).ConfigureAwait(false) is { } originCertificate)
            {
                var origin = await BindAsync(item, originCertificate, cancellationToken).ConfigureAwait(false);
                bound = new StageOutcome([.. bound.Bindings, .. origin.Bindings], [.. bound.Failures, .. origin.Failures]);
            }
        }
        catch (TencentCertException failure) when (!failure.FailsEveryCall)
        {
            bound = bound with { Failures = [.. bound.Failures, failure] };
        }

        return bound;
    }

    /// <summary>Removes the copies of older certificates that GAAP no longer uses.</summary>
    public async Task<IReadOnlyList<string>> RemoveAsync(RotationPlanItem item, CancellationToken cancellationToken)
    {
        var removed = new List<string>();
        await foreach (var replaced in pipeline.Executor.RemoveReplacedAsync(OldCopies(item), cancellationToken).ConfigureAwait(false))
        {
            if (replaced.Kept is { } why)
                notices.Warn(Wording.Of($"{replaced.CertificateId} was kept: {why}."));
            else
                removed.Add(replaced.CertificateId);
        }

        return removed;
    }

    private async Task<StageOutcome> BindAsync(RotationPlanItem item, BindingCertificate certificate, CancellationToken cancellationToken)
    {
        foreach (var finding in certificate.Findings)
            notices.Warn($"{certificate.Name}: {finding}");

        if (certificate is { Copy: null, NotListed: { } reason })
            notices.Warn(reason);

        var listeners = item.Gaap.Concat(item.Current).Select(use => use.ListenerId).Concat(journal.ListenersOf(certificate.Fingerprint))
            .Distinct(StringComparer.Ordinal).ToList();
        var plan = pipeline.Planner.ForPart(certificate, listeners, journal.Earlier, cancellationToken);
        await using var streamed = plan.StreamedChanges!.ConfigureAwait(false);
        if (!await plan.StreamedChanges!.AnyAsync().ConfigureAwait(false))
            return StageOutcome.None;

        journal.RecordJoined(certificate);
        var bindings = new List<RotationBinding>();
        var failures = new List<Exception>();
        await foreach (var result in pipeline.Executor.ExecutePartAsync(plan).ConfigureAwait(false))
        {
            bindings.Add(RotationBinding.Of(result.Binding));
            if (result.Failure is { } failure)
                failures.Add(failure);
        }

        return new StageOutcome(bindings, failures);
    }

    // An interrupted run may have left none of them bound.
    private IReadOnlyList<string> OldCopies(RotationPlanItem item) =>
        [.. item.Gaap.Select(use => use.CertificateId).Concat(journal.Find(item.CertificateId)?.GaapCertificateId ?? [])
            .Distinct(StringComparer.Ordinal)];
}
