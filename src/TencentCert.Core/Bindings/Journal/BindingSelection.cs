using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings.Journal;

/// <summary>Selects the bindings of a rotation; by default, those of the predecessor.</summary>
/// <param name="OldCertificateId">Selects the bindings of these certificates of the GAAP certificate store.</param>
/// <param name="MatchDomain">Selects every binding whose names the new certificate covers.</param>
public sealed record BindingSelection(IReadOnlyList<string>? OldCertificateId = null, bool MatchDomain = false)
{
    // Written into journals by version 0.1.0, in any session language.
    private const string MatchingDomains = "matching domains";
    private const string PredecessorBindings = "bindings of the predecessor";
    private const string OfCertificatesPrefix = "bindings of ";

    /// <summary>Whether the new certificate determines the replaced ones.</summary>
    public bool IsPredecessor => OldCertificateId is null && !MatchDomain;

    /// <summary>Refuses old ids with an invalid format, before anything is sent.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.InvalidParameter"/>.</exception>
    public void Check()
    {
        foreach (var id in OldCertificateId ?? [])
            GaapCertificateId.Check(id, nameof(OldCertificateId));
    }

    /// <summary>Text for display.</summary>
    public override string ToString() =>
        MatchDomain ? Wording.Of($"matching domains")
        : OldCertificateId is { } ids ? Wording.Of($"bindings of {Wording.List(ids.Order(StringComparer.Ordinal))}")
        : Wording.Of($"bindings of the predecessor");

    internal bool IsSame(BindingSelection other) => MatchDomain == other.MatchDomain
        && (OldCertificateId is null) == (other.OldCertificateId is null)
        && new HashSet<string>(OldCertificateId ?? [], StringComparer.Ordinal).SetEquals(other.OldCertificateId ?? []);

    /// <summary>The selection in a journal's first line; null when its form is unknown.</summary>
    internal static BindingSelection? Of(JournalLine first) => first.Selection switch
    {
        null => new BindingSelection(first.OldCertificateId, first.MatchDomain == true),
        MatchingDomains => new BindingSelection(MatchDomain: true),
        PredecessorBindings => new BindingSelection(),
        _ when first.Selection.StartsWith(OfCertificatesPrefix, StringComparison.Ordinal) =>
            new BindingSelection(first.Selection[OfCertificatesPrefix.Length..].Split(", ")),
        _ => null,
    };
}
