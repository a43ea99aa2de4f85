using System.Management.Automation;
using TencentCert.Core.Bindings;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>A cmdlet that changes bindings: it makes a plan, asks, carries the plan out and writes each result.</summary>
public abstract class BindingCmdlet : ParallelApiCmdlet
{
    private readonly HashSet<BindingCertificate> _told = [];
    private int _saidNotListed;
    private readonly HashSet<BindingCertificate> _imported = [];
    private BindingPipeline? _bindings;
    private volatile BindingProgress? _progress;

    private protected BindingCmdlet() => ThrottleLimit = Core.Client.Concurrency.DefaultThrottleLimit;

    /// <summary>Seconds for each binding from its first write on, and again for its handshakes.</summary>
    [RefusesSecret]
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Planner, executor and what they share; one for the whole command.</summary>
    private protected BindingPipeline Bindings => _bindings ??= new BindingPipeline(Client, Options, Pump.Token);

    /// <summary>How plans are executed.</summary>
    private protected virtual BindingOptions Options => new()
    {
        ThrottleLimit = ThrottleLimit,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
        Force = ImportsRefused,
        OnlyProofsLeft = left => _progress?.ShowProofs(left),
    };

    /// <summary>Whether a certificate is imported although the check speaks against it.</summary>
    private protected virtual bool ImportsRefused => false;

    /// <summary>Whether <c>-WhatIf</c> lets no change through.</summary>
    private protected bool IsPreviewed { get; private set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        IsPreviewed = IsPreview;
        base.BeginProcessing();
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _bindings?.Dispose();
        }
    }

    /// <summary>Ends the command: its parameters make no sense together.</summary>
    private protected void End(Wording text) =>
        ThrowTerminatingError(ErrorRecords.From(new TencentCertException(ErrorCodes.InvalidParameter, text), null));

    /// <summary>Asks about every change of a plan, one question each. What is declined stays in the plan, as declined.</summary>
    private protected async Task<BindingPlan> AskAsync(BindingPlan plan, CmdletOutput output)
    {
        foreach (var certificate in plan.Changes.Select(change => change.Certificate).OfType<BindingCertificate>().Distinct()
            .Where(_told.Add))
        {
            foreach (var finding in certificate.Findings)
            {
                output.Warning($"{certificate.Name}: {finding}");
            }

            if (certificate is { Copy: null, NotListed: { } reason } && Interlocked.Exchange(ref _saidNotListed, 1) == 0)
            {
                output.Warning(reason);
            }
        }

        var declinedImports = new HashSet<BindingCertificate>();
        foreach (var certificate in plan.Kind == BindingPlanKind.Requests ? [] : plan.Imports.Where(_imported.Add))
        {
            // A preview shows the changes that come after it as well.
            if (!await output.ShouldProcessAsync(Wording.Of($"GAAP's certificate store"), ImportOf(certificate)).ConfigureAwait(false)
                && !IsPreviewed)
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
                BindingStep.Write => await output.ShouldProcessAsync(change.Target, WriteOf(change, plan.Kind)).ConfigureAwait(false)
                    ? null
                    : change.Declined(Wording.Of($"Declined.")),
                BindingStep.Follow when declinedListeners.Contains(change.ListenerId) =>
                    change.Declined(Wording.Of($"Its listener was left as it is: declined.")),
                _ => null,
            };
            if (declined is { Domain: null })
            {
                declinedListeners.Add(change.ListenerId);
            }

            changes.Add(declined ?? change);
        }

        return plan with { Changes = changes };
    }

    /// <summary>The plan with each change told as it comes; nothing is asked, as <see cref="PumpedCmdlet.IsAsking"/> says.</summary>
    private protected BindingPlan Told(BindingPlan plan, CmdletOutput output, CancellationToken cancellationToken)
    {
        return plan with { Coming = new ComingChanges(EachAsync(plan.Coming!), cancellationToken) };

        async IAsyncEnumerable<IReadOnlyList<BindingChange>> EachAsync(ComingChanges coming)
        {
            await using (coming.ConfigureAwait(false))
            {
                await foreach (var changes in coming.ReadAsync().ConfigureAwait(false))
                {
                    _progress?.Expect(changes.Count);
                    yield return (await AskAsync(plan with { Changes = changes, Coming = null }, output).ConfigureAwait(false)).Changes;
                }
            }
        }
    }

    /// <summary>Plans a request, asks and binds, beside the other items of the input.</summary>
    private protected void Bind(BindingRequest request)
    {
        // Here, on the pipeline's thread: of two certificates for one binding the first in the input is bound.
        var admitted = Bindings.Planner.Admit(request);

        // The executor bounds the requests. A bound on the items would let the first listener's domains, which come one after the
        // other, keep all others waiting.
        Pump.Start(
            (output, token) => BindAsync(admitted, output, token), problem => Fail(problem, request.Domain ?? request.ListenerId),
            int.MaxValue);
    }

    private async Task BindAsync(BindingRequest request, CmdletOutput output, CancellationToken cancellationToken)
    {
        var plan = await AskAsync(
            await Bindings.Planner.ForRequestsAsync([request], cancellationToken).ConfigureAwait(false), output).ConfigureAwait(false);
        if (plan.IsDeclined)
        {
            return;
        }

        var results = new BindingOutput(output, null, ordered: true);
        await foreach (var result in Bindings.Executor.ExecuteAsync(plan).ConfigureAwait(false))
        {
            Bindings.Planner.Note(result);
            results.Add(result);
        }
    }

    /// <summary>Carries the plan of a run out, with a progress bar.</summary>
    /// <returns>How many bindings did not end as they should.</returns>
    private protected async Task<int> ExecuteAsync(BindingPlan plan, string activity, CmdletOutput output)
    {
        _progress = new BindingProgress(output, Client.Clock, activity, plan.Changes.Count);
        var results = new BindingOutput(output, _progress, Ordered);
        await foreach (var result in Bindings.Executor.ExecuteAsync(plan).ConfigureAwait(false))
        {
            results.Add(result);
        }

        return results.Failures;
    }

    /// <summary>Writes what a preview has to say beside its changes: what cannot succeed.</summary>
    private protected static void WriteRefused(BindingPlan plan, CmdletOutput output)
    {
        foreach (var change in plan.Changes.Where(change => change.Step == BindingStep.Refuse))
        {
            output.Error(change.Failure!, change.Outcome(change.Failure!));
        }
    }

    private static string ImportOf(BindingCertificate certificate) =>
        Wording.Of(
            $"Import {certificate.Leaf?.CommonName}, until {DateText.Day(certificate.NotAfter)}, from {certificate.Name} ({"CreateCertificate"})");

    private static string WriteOf(BindingChange change, BindingPlanKind kind) => kind == BindingPlanKind.Undo
        ? Wording.Of($"Bind certificate {change} back")
        : change.Edit is not null ? Wording.Of($"Set authentication {change} ({change.Action})")
        : Wording.Of($"Bind certificate {change} ({change.Action})");
}
