using TencentCert.Core.Bindings.Journal;

namespace TencentCert.Core.Bindings;

/// <summary>Records each change in the journal, before and after it is sent. After a failed write nothing more is sent.</summary>
internal sealed class BindingLog(BindingJournal? journal = null, bool isUndo = false)
{
    private volatile Exception? _fault;

    public void ThrowIfFailed(BindingChange change)
    {
        if (_fault is { } fault)
            throw new TencentCertException(ErrorCodes.Journal, $"Nothing was sent for {change.Target}: {fault.Message}", fault);
    }

    /// <summary>Throws if the journal is incomplete; all changes sent have ended by then.</summary>
    public void ThrowIfIncomplete()
    {
        if (_fault is { } fault)
        {
            throw new TencentCertException(
                ErrorCodes.Journal,
                $"{fault.Message} Nothing was sent after that; the output shows what was sent before. "
                + $"Run the same command again to continue.",
                fault);
        }
    }

    /// <summary>Records that a change is about to be sent; throws if it must not be sent.</summary>
    public void Sending(BindingChange change)
    {
        Write(isUndo ? JournalEvent.UndoSending : JournalEvent.Sending, change);
        ThrowIfFailed(change);
    }

    public void Accepted(BindingChange change, string? requestId) =>
        Write(isUndo ? JournalEvent.UndoAccepted : JournalEvent.Accepted, change, requestId);

    public void Done(BindingChange change, string? requestId) =>
        Write(isUndo ? JournalEvent.UndoDone : JournalEvent.Done, change, requestId);

    public void Failed(BindingChange change, Exception failure) => Write(
        isUndo ? JournalEvent.UndoFailed : JournalEvent.Failed,
        change,
        error: failure is TencentCertException { Code: var code } ? $"{code}: {failure.Message}" : failure.Message);

    private void Write(JournalEvent journalEvent, BindingChange change, string? requestId = null, string? error = null)
    {
        if (journal is null || _fault is not null)
            return;

        try
        {
            journal.Write(change.ToLine(journalEvent) with { CertificateId = change.To, RequestId = requestId, Error = error });
        }
#pragma warning disable CA1031 // Not swallowed: it refuses every further write and ends the run.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _fault = fault;
        }
    }
}
