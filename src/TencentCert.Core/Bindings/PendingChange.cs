using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>A change on its way through its listener's queue.</summary>
/// <param name="change">Change.</param>
/// <param name="wait">Whether it ends only when GAAP shows it.</param>
/// <param name="timeout">Time from its first write on.</param>
internal sealed class PendingChange(BindingChange change, bool wait, TimeSpan timeout)
{
    private readonly TaskCompletionSource<GaapCertificateBinding> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isSent;

    public BindingChange Change => change;

    public bool Wait => wait;

    public TimeSpan Timeout => timeout;

    public Task<GaapCertificateBinding> End => _end.Task;

    /// <summary>When its first write was sent; before that, when its turn in the listener's queue came.</summary>
    public long Started { get; private set; }

    /// <summary>When GAAP took the write.</summary>
    public long Accepted { get; set; }

    /// <summary>The domain as the last look before the write showed it; read only where all of its authentication is sent.</summary>
    public GaapDomain? Seen { get; set; }

    public int Attempts { get; set; }

    public string? RequestId { get; set; }

    /// <summary>Its turn in the listener's queue came.</summary>
    public void Start(long now) => Started = now;

    /// <summary>It is sent: its time begins with the first write, however long it waited for that in a large run.</summary>
    public void Send(long now)
    {
        if (!_isSent)
        {
            _isSent = true;
            Started = now;
        }
    }

    public void Complete(GaapBindingState state, TimeSpan duration) =>
        _end.TrySetResult(change.Outcome(state) with { Attempts = Attempts, RequestId = RequestId, Duration = duration });

    public void Skip(string reason, TimeSpan duration) =>
        _end.TrySetResult(change.Outcome(GaapBindingState.Skipped, reason) with { Attempts = Attempts, Duration = duration });

    public void Fail(Exception failure) => _end.TrySetException(failure);

    public void Cancel(CancellationToken token) => _end.TrySetCanceled(token);
}
