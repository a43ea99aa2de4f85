using TencentCert.Core.Bindings.Journal;

namespace TencentCert.Core.Rotation;

/// <summary>The journal of a rotation: every step of every certificate, recorded before and after it.</summary>
internal sealed class RotationJournal(BindingJournal? journal, GaapCertificateUpdate? earlier)
{
    private readonly object _lock = new();
    private readonly HashSet<string> _recordedFingerprints =
        [.. (earlier?.Certificates ?? []).Select(certificate => certificate.Fingerprint)];

    /// <summary>What an earlier run with the same journal did for a certificate; null for nothing.</summary>
    public RotatedCertificate? Find(string certificateId) =>
        earlier?.Rotation.FirstOrDefault(rotated => rotated.CertificateId == certificateId);

    /// <summary>Listeners on which an earlier run planned a binding to a certificate.</summary>
    public IEnumerable<string> ListenersOf(string fingerprint) =>
        earlier?.Of(fingerprint).Bindings.Select(binding => binding.ListenerId) ?? [];

    /// <summary>Content of the journal when it was opened.</summary>
    public GaapCertificateUpdate? Earlier => earlier;

    public void RecordDue(RotationPlanItem item)
    {
        string[] copies = [.. item.Gaap.Select(use => use.CertificateId).Distinct(StringComparer.Ordinal)];
        journal?.Write(
            new JournalLine
            {
                Event = JournalEvent.CertificateStep,
                Step = RotationStep.Due,
                SslCertificateId = item.CertificateId,
                NewCertificateId = item.Successor,
                Domain = item.Domain,
                Replaces = item.OldCertificateId,
                OldCertificateId = copies,
                CopyOf = [.. copies.Select(copy => item.CopyOf.GetValueOrDefault(copy) ?? item.CertificateId)],
            },
            onDisk: true);
    }

    /// <summary>Records a step and flushes it to disk before returning.</summary>
    public void RecordStep(
        string certificateId, RotationStep step, string? newId = null, string? from = null, long? deployment = null,
        string? error = null) => journal?.Write(
        new JournalLine
        {
            Event = JournalEvent.CertificateStep,
            Step = step,
            SslCertificateId = certificateId,
            NewCertificateId = newId,
            FromCertificateId = from,
            DeployRecordId = deployment,
            Error = error,
        },
        onDisk: true);

    /// <summary>Records once that GAAP bindings get a new certificate.</summary>
    public void RecordJoined(Bindings.BindingCertificate certificate)
    {
        lock (_lock)
        {
            if (!_recordedFingerprints.Add(certificate.Fingerprint))
                return;
        }

        var joined = new JournalCertificate(certificate.Fingerprint, certificate.Name, certificate.NotAfter);
        journal?.Write(new JournalLine { Event = JournalEvent.Joined, Certificates = [joined] });
    }

    public void RecordEnd() => journal?.Write(new JournalLine { Event = JournalEvent.Ended }, onDisk: true);
}
