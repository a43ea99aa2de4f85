using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>What a plan is for.</summary>
public enum BindingPlanKind : long
{
    /// <summary>Bindings that were named.</summary>
    Requests,

    /// <summary>A certificate is replaced wherever it is bound.</summary>
    Rotation,

    /// <summary>A rotation is undone.</summary>
    Undo,
}

/// <summary>Everything that will be done, in order; a listener before its domains.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Changes">Changes.</param>
public sealed record BindingPlan(BindingPlanKind Kind, IReadOnlyList<BindingChange> Changes)
{
    /// <summary>Journal of the run; null for none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>What the journal is compared with; null without one.</summary>
    public JournalIdentity? Identity { get; init; }

    /// <summary>
    /// Changes that are worked out while the first are carried out already, after <see cref="Changes"/>; null where those are all.
    /// </summary>
    public ComingChanges? Coming { get; init; }

    /// <summary>SHA-256 of the certificate of a plan that is one of several in a run; null for a plan that is the whole run.</summary>
    internal string? Part { get; init; }

    /// <summary>Whether the journal holds an earlier run that this one goes on with.</summary>
    public bool IsContinued { get; init; }

    /// <summary>How many bindings are written.</summary>
    public int Writes => Changes.Count(change => change.Step == BindingStep.Write);

    /// <summary>Whether there was something to write and all of it was declined: nothing is run, and a journal stays as it is.</summary>
    public bool IsDeclined => Writes == 0 && Changes.Any(change => change.Step == BindingStep.Decline);

    /// <summary>Certificates that GAAP's store lacks; of one without bindings to write nothing is imported.</summary>
    public IReadOnlyList<BindingCertificate> Imports =>
    [
        .. Changes.Where(change => change is { Step: BindingStep.Write, To: null }).Select(change => change.Certificate)
            .OfType<BindingCertificate>().Distinct(),
    ];

    /// <summary>Certificates that the bindings to write use now: to be removed when nothing uses them any more.</summary>
    public IReadOnlyList<string> Replaced =>
    [
        .. Changes.SelectMany(change => change.Certificate?.Replaces ?? Bound(change))
            .OfType<string>().Where(id => id != GaapCertificateId.Default).Distinct(StringComparer.Ordinal),
    ];

    private static IReadOnlyList<string?> Bound(BindingChange change) =>
        change.Step is BindingStep.Write or BindingStep.Current && change.From != change.To ? [change.From] : [];
}
