using TencentCert.Core.Bindings;

namespace TencentCert.Gaap;

/// <summary>A cmdlet that changes bindings: plans, confirms, executes the plan and writes each result.</summary>
public abstract class BindingCmdlet : ParallelApiCmdlet
{
    private readonly HashSet<BindingCertificate> _reported = [];
    private int _isNotListedReported;
    private readonly HashSet<BindingCertificate> _imported = [];
    private BindingPipeline? _bindings;
    private volatile BindingProgress? _progress;

    private protected BindingCmdlet() => ThrottleLimit = Concurrency.DefaultThrottleLimit;

    /// <summary>Seconds for each binding from its first write, and again for its handshakes.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Planner, executor and their shared state; one for the whole command.</summary>
    private protected BindingPipeline Bindings => _bindings ??= new BindingPipeline(Client, Options, Dispatcher.Token);

    private protected virtual BindingOptions Options => new()
    {
        ThrottleLimit = ThrottleLimit,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
        VerificationProgress = remaining => _progress?.ShowVerifications(remaining),
    };

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _bindings?.Dispose();
    }

    /// <summary>Confirms every change of a plan. Declined changes stay in the plan, marked as declined.</summary>
    private protected async Task<BindingPlan> ConfirmAsync(BindingPlan plan, CmdletOutput output)
    {
        foreach (var certificate in plan.Changes.Select(change => change.Certificate).OfType<BindingCertificate>().Distinct()
            .Where(_reported.Add))
        {
            foreach (var finding in certificate.Findings)
                output.Warning($"{certificate.Name}: {finding}");

            if (certificate is { Copy: null, NotListed: { } reason } && Interlocked.Exchange(ref _isNotListedReported, 1) == 0)
                output.Warning(reason);
        }

        var declinedImports = new HashSet<BindingCertificate>();
        foreach (var certificate in plan.Kind == BindingPlanKind.Requests ? [] : plan.Imports.Where(_imported.Add))
        {
            // A preview also shows the changes that depend on the import.
            if (!await output.ShouldProcessAsync(Wording.Of($"GAAP's certificate store"), ImportAction(certificate)).ConfigureAwait(false)
                && !IsPreview)
            {
                declinedImports.Add(certificate);
            }
        }

        var declinedListeners = new HashSet<string>(StringComparer.Ordinal);
        var changes = new List<BindingChange>();
        foreach (var change in plan.Changes)
        {
            var declined = change.Step switch
            {
                BindingStep.Write when change.Certificate is { } certificate && declinedImports.Contains(certificate) =>
                    change.Declined(Wording.Of($"Declined: {certificate.Name} was not imported.")),
                BindingStep.Write => await output.ShouldProcessAsync(change.Target, WriteAction(change, plan.Kind)).ConfigureAwait(false)
                    ? null
                    : change.Declined(Wording.Of($"Declined.")),
                BindingStep.Follow when declinedListeners.Contains(change.ListenerId) =>
                    change.Declined(Wording.Of($"Its listener was left as it is: declined.")),
                _ => null,
            };
            if (declined is { Domain: null })
                declinedListeners.Add(change.ListenerId);

            changes.Add(declined ?? change);
        }

        return plan with { Changes = changes };
    }

    /// <summary>The plan with changes reported as they arrive; only without <see cref="AsyncCmdlet.RequiresConfirmation"/>.</summary>
    private protected BindingPlan ConfirmAsRead(BindingPlan plan, CmdletOutput output, CancellationToken cancellationToken)
    {
        return plan with { StreamedChanges = new BindingChangeSequence(ConfirmEachAsync(plan.StreamedChanges!), cancellationToken) };

        async IAsyncEnumerable<IReadOnlyList<BindingChange>> ConfirmEachAsync(BindingChangeSequence streamed)
        {
            await using (streamed.ConfigureAwait(false))
            {
                await foreach (var changes in streamed.ReadAsync().ConfigureAwait(false))
                {
                    _progress?.Expect(changes.Count);
                    var part = plan with { Changes = changes, StreamedChanges = null };
                    yield return (await ConfirmAsync(part, output).ConfigureAwait(false)).Changes;
                }
            }
        }
    }

    /// <summary>Plans, confirms and executes a request, concurrently with the other input items.</summary>
    private protected void Bind(BindingRequest request)
    {
        // On the pipeline thread: of two certificates for one binding, the first in the input wins.
        var accepted = Bindings.Planner.Admit(request);

        // The executor limits concurrent requests. A limit on items would block other listeners behind the domains of the first, which
        // are changed one after the other.
        Dispatcher.Start(
            (output, token) => BindAsync(accepted, output, token), problem => Fail(problem, request.Domain ?? request.ListenerId),
            int.MaxValue);
    }

    private async Task BindAsync(BindingRequest request, CmdletOutput output, CancellationToken cancellationToken)
    {
        var plan = await ConfirmAsync(
            await Bindings.Planner.ForRequestsAsync([request], cancellationToken).ConfigureAwait(false), output).ConfigureAwait(false);
        if (plan.IsDeclined)
            return;

        var results = new BindingOutput(output, null, ordered: true);
        await foreach (var result in Bindings.Executor.ExecuteAsync(plan).ConfigureAwait(false))
        {
            Bindings.Planner.Note(result);
            results.Add(result);
        }
    }

    /// <summary>Executes the plan of a run with a progress bar, and returns the number of failed bindings.</summary>
    private protected async Task<int> ExecuteAsync(BindingPlan plan, string activity, CmdletOutput output)
    {
        _progress = new BindingProgress(output, Client.Clock, activity, plan.Changes.Count);
        var results = new BindingOutput(output, _progress, Ordered);
        await foreach (var result in Bindings.Executor.ExecuteAsync(plan).ConfigureAwait(false))
            results.Add(result);

        return results.Failures;
    }

    /// <summary>Writes the errors of a preview: changes that cannot succeed.</summary>
    private protected static void WriteRefused(BindingPlan plan, CmdletOutput output)
    {
        foreach (var change in plan.Changes.Where(change => change.Step == BindingStep.Refuse))
            output.Error(change.Failure!, change.Outcome(change.Failure!));
    }

    private static string ImportAction(BindingCertificate certificate) =>
        Wording.Of(
            $"Import {certificate.Leaf?.CommonName}, until {DateText.Day(certificate.NotAfter)}, from {certificate.Name} "
            + $"({"CreateCertificate"})");

    private static string WriteAction(BindingChange change, BindingPlanKind kind) => kind == BindingPlanKind.Undo
        ? Wording.Of($"Bind certificate {change} back")
        : change.Edit is not null ? Wording.Of($"Set authentication {change} ({change.Action})")
        : Wording.Of($"Bind certificate {change} ({change.Action})");
}
