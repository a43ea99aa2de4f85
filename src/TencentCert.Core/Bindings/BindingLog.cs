using TencentCert.Core.Errors;


namespace TencentCert.Core.Bindings;

/// <summary>
/// A run's log, and what comes of it when it cannot be written: nothing is sent that no log would know of, and what was
/// sent is still watched to its end.
/// </summary>
/// <param name="log">Log; null for none.</param>
internal sealed class BindingLog(IGaapBindingLog? log)
{
    private volatile Exception? _fault;

    /// <summary>Why nothing is sent any more; null while everything could be written down.</summary>
    public Exception? Fault => _fault;

    /// <summary>Refuses a change once something could not be written down.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>.</exception>
    public void Require(GaapBindingChange change)
    {
        if (_fault is { } fault)
        {
            throw new TencentCertException(ErrorCodes.Journal, $"Nothing was sent for {change.Target}: {fault.Message}", fault);
        }
    }

    /// <summary>A write is about to be sent.</summary>
    /// <exception cref="TencentCertException"><see cref="ErrorCodes.Journal"/>: it must not be.</exception>
    public void Sending(GaapBindingChange change)
    {
        Tell(to => to.Sending(change));
        Require(change);
    }

    /// <summary>GAAP took a write.</summary>
    public void Accepted(GaapBindingChange change, string? requestId) => Tell(to => to.Accepted(change, requestId));

    /// <summary>A write is in effect.</summary>
    public void Done(GaapBindingChange change, string? requestId) => Tell(to => to.Done(change, requestId));

    /// <summary>A write failed.</summary>
    public void Failed(GaapBindingChange change, string reason) => Tell(to => to.Failed(change, reason));

    private void Tell(Action<IGaapBindingLog> what)
    {
        if (log is null || _fault is not null)
        {
            return;
        }

        try
        {
            what(log);
        }
#pragma warning disable CA1031 // Not swallowed: it refuses every further write and ends the run.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _fault = fault;
        }
    }
}
