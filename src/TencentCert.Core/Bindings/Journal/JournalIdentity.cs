namespace TencentCert.Core.Bindings.Journal;

/// <summary>Identifies a run: a journal is continued only by the same run.</summary>
/// <param name="Endpoint">Endpoint.</param>
/// <param name="Account">Masked id of the key; not compared, because keys are rotated, too.</param>
/// <param name="Certificates">New certificates; some of several may be added or removed.</param>
/// <param name="Selection">How the bindings are selected.</param>
public sealed record JournalIdentity(
    string? Endpoint, string? Account, IReadOnlyList<JournalCertificate> Certificates, BindingSelection Selection)
{
    /// <summary>Whether the run replaces certificates of the SSL service, which differ in each run, also on other resources.</summary>
    public bool IsOfCertificates { get; init; }

    /// <summary>The first line of a journal, or the certificates that a continued one does not contain yet; null for nothing.</summary>
    internal JournalLine? NextLine(GaapCertificateUpdate? before) => before switch
    {
        null => new JournalLine
        {
            Event = JournalEvent.Rotation,
            Layout = IsOfCertificates ? BindingJournal.CertificatesLayout : BindingJournal.BindingsLayout,
            Endpoint = Endpoint,
            Account = Account,
            Certificates = Certificates,
            OldCertificateId = Selection.OldCertificateId,
            MatchDomain = Selection.MatchDomain ? true : null,
        },
        _ when NewCertificates(before) is { Length: > 0 } joined => new JournalLine { Event = JournalEvent.Joined, Certificates = joined },
        _ => null,
    };

    internal void RequireSame(string path, GaapCertificateUpdate before)
    {
        if (before.State is GaapCertificateUpdateState.Undoing or GaapCertificateUpdateState.Undone)
            throw BindingJournal.Refused(path, $"belongs to a run that was undone; give a new run a new file");

        if (before.IsOfCertificates != IsOfCertificates)
            throw BindingJournal.Refused(path, $"was written by another command; give this one its own file");

        // Some of several certificates may have been issued after the earlier run, and others removed.
        if (!IsOfCertificates && before.Certificates.Count > 0 && NewCertificates(before).Length == Certificates.Count)
        {
            throw BindingJournal.Refused(
                path, $"belongs to the rotation to another certificate "
                    + $"({Wording.List(before.Certificates.Select(certificate => certificate.Name))}); give this one its own file");
        }

        if (before.SelectedBy is null || !before.SelectedBy.IsSame(Selection))
        {
            throw BindingJournal.Refused(
                path, $"belongs to a rotation that replaces something else ({before.Selection}, now {Selection.ToString()}); give this one "
                    + $"its own file");
        }

        if (before.Endpoint != Endpoint)
            throw BindingJournal.Refused(path, $"belongs to a rotation at {before.Endpoint}");
    }

    private JournalCertificate[] NewCertificates(GaapCertificateUpdate before) =>
        [.. Certificates.ExceptBy(
            before.Certificates.Select(certificate => certificate.Fingerprint), certificate => certificate.Fingerprint)];
}
