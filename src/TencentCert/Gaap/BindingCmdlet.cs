using System.Management.Automation;
using System.Net;
using TencentCert.Core.Bindings;
using TencentCert.Core.Errors;
using TencentCert.Core.Strings;
using TencentCert.Pipeline;

namespace TencentCert.Gaap;

/// <summary>A cmdlet that changes bindings: it makes a plan, asks, carries the plan out and writes each result.</summary>
public abstract class BindingCmdlet : ParallelApiCmdlet
{
    private BindingPipeline? _bindings;

    private protected BindingCmdlet() => ThrottleLimit = Core.Client.Concurrency.DefaultThrottleLimit;

    /// <summary>Verifies each domain by a TLS handshake after its change.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>Address for the handshakes, <c>host:port</c>; each domain itself and its listener's port when left out.</summary>
    [Parameter]
    [HostAndPort]
    [ValidateNotNull]
    public DnsEndPoint? ConnectTo { get; set; }

    /// <summary>Seconds for each binding from its first write on, and again for its handshakes.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Planner, executor and what they share; one for the whole command.</summary>
    private protected BindingPipeline Bindings => _bindings ??= new BindingPipeline(Client, Options, Pump.Token);

    /// <summary>How plans are carried out.</summary>
    private protected virtual BindingOptions Options => new()
    {
        ThrottleLimit = ThrottleLimit,
        Verify = Verify,
        ConnectTo = ConnectTo,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
        Force = ImportsRefused,
    };

    /// <summary>Whether a certificate is imported although the check speaks against it.</summary>
    private protected virtual bool ImportsRefused => false;

    /// <summary>Whether <c>-WhatIf</c> lets no change through.</summary>
    private protected bool IsPreviewed { get; private set; }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (ConnectTo is not null && !Options.Verify)
        {
            End($"-ConnectTo goes with -Verify; add it, or leave -ConnectTo out.");
        }

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
        foreach (var certificate in plan.Changes.Select(change => change.Certificate).OfType<BindingCertificate>().Distinct())
        {
            foreach (var finding in certificate.Findings)
            {
                output.Warning($"{certificate.Name}: {finding}");
            }
        }

        var declinedImports = new HashSet<BindingCertificate>();
        foreach (var certificate in plan.Kind == BindingPlanKind.Rotation ? plan.Imports : [])
        {
            // A preview shows the changes that come after it as well.
            if (!await output.ShouldProcessAsync(Wording.Of($"GAAP's certificate store"), ImportOf(certificate)).ConfigureAwait(false) && !IsPreviewed)
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
                BindingStep.Follow when declinedListeners.Contains(change.ListenerId) => change.Declined(Wording.Of($"Its listener was left as it is: declined.")),
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

    /// <summary>Carries the plan of a run out, with a progress bar.</summary>
    /// <returns>How many bindings did not end as they should.</returns>
    private protected async Task<int> ExecuteAsync(BindingPlan plan, string activity, CmdletOutput output)
    {
        var results = new BindingOutput(output, new BindingProgress(output, Client.Clock, activity, plan.Changes.Count), Ordered);
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

    private static string ImportOf(BindingCertificate certificate) => Wording.Of($"Import {certificate.Leaf?.CommonName}, until {DateText.Day(certificate.NotAfter)}, from {certificate.Name} ({"CreateCertificate"})");

    private static string WriteOf(BindingChange change, BindingPlanKind kind) => kind == BindingPlanKind.Undo
        ? Wording.Of($"Bind certificate {change} back")
        : Wording.Of($"Bind certificate {change} ({change.Action})");
}
