using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>A certificate of a plan after its import.</summary>
/// <param name="Certificate">In the GAAP certificate store; null when the import failed.</param>
/// <param name="Failure">Why the import failed or could not be recorded.</param>
internal sealed record ImportedCertificate(GaapCertificate? Certificate, TencentCertException? Failure);

/// <summary>The execution of a plan and its journal entries.</summary>
internal sealed class BindingExecution(
    BindingPlan plan, ListenerQueues queues, BindingLog log, BindingJournal? journal, GaapCertificateUpdate? earlier)
{
    public BindingPlan Plan => plan;

    public ListenerQueues Queues => queues;

    public BindingLog Log => log;

    /// <summary>The plan's certificates in the GAAP certificate store, with failed imports.</summary>
    public Dictionary<BindingCertificate, ImportedCertificate> Imports { get; } = [];

    /// <summary>Whether an earlier run started an import whose outcome the journal does not contain.</summary>
    public bool IsImportUnknown => earlier?.IsImportUnknown == true;

    public void RecordStart(bool verify)
    {
        if (plan.Kind == BindingPlanKind.Undo)
        {
            journal?.Write(new JournalLine { Event = JournalEvent.UndoStarted }, onDisk: true);
        }
        else if (plan.Kind == BindingPlanKind.Rotation)
        {
            journal?.Write(
                plan.Changes.Select(PlannedLine).OfType<JournalLine>()
                    .Prepend(new JournalLine
                    {
                        Event = JournalEvent.Planning, Verify = verify ? true : null, Fingerprint = plan.PartFingerprint,
                    }),
                onDisk: true);
        }
    }

    /// <summary>Records changes planned after the start of the run, before any of them is sent.</summary>
    public void RecordPlanned(IReadOnlyList<BindingChange> changes)
    {
        if (changes.Select(PlannedLine).OfType<JournalLine>().ToArray() is { Length: > 0 } lines)
            journal?.Write(lines, onDisk: true);
    }

    public void RecordEnd()
    {
        log.ThrowIfIncomplete();
        if (plan.PartFingerprint is null)
            journal?.Write(new JournalLine { Event = JournalEvent.Ended }, onDisk: true);
    }

    public void RecordImporting(BindingCertificate certificate) =>
        journal?.Write(new JournalLine { Event = JournalEvent.Importing, Fingerprint = certificate.Fingerprint }, onDisk: true);

    public void RecordImported(BindingCertificate certificate, ImportedCertificate imported)
    {
        Imports[certificate] = imported;
        var isRecorded = plan.Kind == BindingPlanKind.Rotation || (plan.Kind == BindingPlanKind.Undo && certificate.Copy is null);
        if (!isRecorded || imported.Certificate is not { CertificateId: var id }
            || earlier?.Imported.GetValueOrDefault(certificate.Fingerprint) == id)
        {
            return;
        }

        try
        {
            journal?.Write(
                new JournalLine { Event = JournalEvent.Imported, Fingerprint = certificate.Fingerprint, CertificateId = id }, onDisk: true);
        }
        catch (TencentCertException failure)
        {
            // Each binding gets this failure, and the certificate that is now in the store.
            Imports[certificate] = imported with { Failure = failure };
        }
    }

    public void RecordRefused(BindingChange change)
    {
        // In a rotation, the plan has already recorded it.
        if (plan.Kind == BindingPlanKind.Undo && change.Failure is { } failure)
            log.Failed(change, failure);
    }

    // The earlier run sent the change, but its journal does not show that it took effect.
    public void RecordCurrent(BindingChange change)
    {
        if (plan.Kind == BindingPlanKind.Undo || earlier?.Find(change.Key) is { Step: not GaapCertificateUpdateStep.Done })
            log.Done(change, null);
    }

    public void RecordVerification(GaapCertificateBinding binding, GaapCertificateTest test) => journal?.Write(new JournalLine
    {
        Event = test.Passed ? JournalEvent.Verified : JournalEvent.NotVerified,
        ListenerId = binding.ListenerId,
        Domain = binding.Domain,
        CertificateId = binding.CertificateId,
        Error = test.Reason,
    });

    /// <summary>The result with the id of the certificate, also of one that the run has imported.</summary>
    public GaapCertificateBinding WithCertificateId(GaapCertificateBinding binding, BindingChange change) => binding with
    {
        CertificateId = change.To
            ?? (change.Certificate is { } certificate ? Imports.GetValueOrDefault(certificate)?.Certificate?.CertificateId : null),
    };

    // The journal entry of a planned change; null when nothing needs to be recorded.
    private static JournalLine? PlannedLine(BindingChange change) => change.Step switch
    {
        BindingStep.Write => Line(JournalEvent.Planned, change),
        BindingStep.Refuse => Line(JournalEvent.Refused, change),
        BindingStep.Skip => Line(JournalEvent.Skipped, change),
        _ => null,
    };

    private static JournalLine Line(JournalEvent journalEvent, BindingChange change) => new()
    {
        Event = journalEvent,
        Fingerprint = change.Certificate?.Fingerprint,
        ProxyId = change.ProxyId,
        ListenerId = change.ListenerId,
        Domain = change.Domain,
        Role = change.IsAuthentication ? change.Role : null,
        PreviousCertificateId = change.From,
        PreviousClientCertificateId = change.FromClients is { Count: > 0 } clients ? clients : null,
        Error = change.Reason,
    };
}
