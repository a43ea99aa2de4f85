using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Purpose of a plan.</summary>
public enum BindingPlanKind : long
{
    /// <summary>Named bindings are changed.</summary>
    Requests,

    /// <summary>A certificate is replaced in all of its bindings.</summary>
    Rotation,

    /// <summary>A rotation is undone.</summary>
    Undo,
}

/// <summary>The changes in execution order; a listener before its domains.</summary>
/// <param name="Kind">Purpose.</param>
/// <param name="Changes">Changes.</param>
public sealed record BindingPlan(BindingPlanKind Kind, IReadOnlyList<BindingChange> Changes)
{
    /// <summary>Journal of the run; null for none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>Identity of the run for the comparison with the journal; null without a journal.</summary>
    public JournalIdentity? Identity { get; init; }

    /// <summary>Further changes after <see cref="Changes"/>, planned while the first are executed; null when there are none.</summary>
    public BindingChangeSequence? StreamedChanges { get; init; }

    /// <summary>SHA-256 of the certificate of a plan that is one of several in a run; null for a plan that is the whole run.</summary>
    internal string? PartFingerprint { get; init; }

    /// <summary>Whether the journal contains an earlier run that this one continues.</summary>
    public bool IsContinued { get; init; }

    /// <summary>Number of bindings to write.</summary>
    public int Writes => Changes.Count(change => change.Step == BindingStep.Write);

    /// <summary>Whether all writes were declined: nothing is executed, and the journal does not change.</summary>
    public bool IsDeclined => Writes == 0 && Changes.Any(change => change.Step == BindingStep.Decline);

    /// <summary>Certificates to import; those without bindings to write are excluded.</summary>
    public IReadOnlyList<BindingCertificate> Imports =>
    [
        .. Changes.Where(change => change is { Step: BindingStep.Write, To: null }).Select(change => change.Certificate)
            .OfType<BindingCertificate>().Distinct(),
    ];

    /// <summary>Certificates that the bindings to write use at present; to be removed when they are no longer used.</summary>
    public IReadOnlyList<string> Replaced =>
    [
        .. Changes.SelectMany(change => change.Certificate?.Replaces ?? PreviousCertificate(change))
            .OfType<string>().Where(id => id != GaapCertificateId.Default).Distinct(StringComparer.Ordinal),
    ];

    private static IReadOnlyList<string?> PreviousCertificate(BindingChange change) =>
        change.Step is BindingStep.Write or BindingStep.Current && change.From != change.To ? [change.From] : [];
}
