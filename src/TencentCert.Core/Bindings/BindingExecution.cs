using System.Threading.Channels;
using TencentCert.Core.Bindings.Journal;
using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>A certificate of a plan after its import; null, with the failure, when the import failed.</summary>
internal sealed record ImportedCertificate(GaapCertificate? Certificate, TencentCertException? Failure);

/// <summary>The execution of a plan and its journal entries.</summary>
internal sealed class BindingExecution(
    BindingPlan plan, ListenerQueues queues, BindingLog log, BindingJournal? journal, GaapCertificateUpdate? earlier)
{
    public BindingPlan Plan => plan;

    public ListenerQueues Queues => queues;

    public BindingLog Log => log;

    public Channel<BindingResult> Results { get; } =
        Channel.CreateUnbounded<BindingResult>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The plan's certificates in the GAAP certificate store, with failed imports.</summary>
    public Dictionary<BindingCertificate, ImportedCertificate> Imports { get; } = [];

    public bool IsImportUnknown => earlier?.IsImportUnknown == true;

    public void RecordStart(bool verify)
    {
        if (plan.Kind == BindingPlanKind.Undo)
        {
            journal?.Write(new JournalLine { Event = JournalEvent.UndoStarted }, onDisk: true);
        }
        else if (plan.Kind == BindingPlanKind.Rotation)
        {
            var line = new JournalLine { Event = JournalEvent.Planning, Verify = verify ? true : null, Fingerprint = plan.PartFingerprint };
            journal?.Write([line, .. PlannedLines(plan.Changes)], onDisk: true);
        }
    }

    /// <summary>Records changes planned after the start of the run, before any of them is sent.</summary>
    public void RecordPlanned(IReadOnlyList<BindingChange> changes)
    {
        if (PlannedLines(changes) is { Length: > 0 } lines)
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

    public ImportedCertificate? ImportOf(BindingChange change) =>
        change.Certificate is { } certificate ? Imports.GetValueOrDefault(certificate) : null;

    /// <summary>The result with the id of the certificate, also of one that the run has imported.</summary>
    public GaapCertificateBinding WithCertificateId(GaapCertificateBinding binding, BindingChange change) =>
        binding with { CertificateId = change.To ?? ImportOf(change)?.Certificate?.CertificateId };

    // Changes that write nothing on purpose are not recorded.
    private static JournalLine[] PlannedLines(IReadOnlyList<BindingChange> changes) =>
    [
        .. from change in changes
           let journalEvent = change.Step switch
           {
               BindingStep.Write => JournalEvent.Planned,
               BindingStep.Refuse => JournalEvent.Refused,
               BindingStep.Skip => JournalEvent.Skipped,
               _ => (JournalEvent?)null,
           }
           where journalEvent is not null
           select change.ToLine(journalEvent.Value) with
           {
               Fingerprint = change.Certificate?.Fingerprint,
               ProxyId = change.ProxyId,
               PreviousCertificateId = change.From,
               PreviousClientCertificateId = change.FromClients is { Count: > 0 } clients ? clients : null,
               Error = change.Reason,
           },
    ];
}
