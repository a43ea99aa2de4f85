using TencentCert.Core.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>A change in its listener's queue.</summary>
internal sealed class PendingChange(BindingChange change, bool waitsForEffect, TimeSpan timeout)
{
    private readonly TaskCompletionSource<GaapCertificateBinding> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isSent;

    public BindingChange Change => change;

    public bool WaitsForEffect => waitsForEffect;

    public TimeSpan Timeout => timeout;

    public Task<GaapCertificateBinding> Completion => _completion.Task;

    /// <summary>When its first write was sent; before that, when it reached the head of its listener's queue.</summary>
    public long StartedAt { get; private set; }

    public long AcceptedAt { get; set; }

    /// <summary>The domain as last read before the write; only read where all of its authentication is sent.</summary>
    public GaapDomain? LatestDomain { get; set; }

    public int Attempts { get; set; }

    public string? RequestId { get; set; }

    public void MarkStarted(long now) => StartedAt = now;

    /// <summary>The change is sent. The timeout starts with the first write, however long the change was queued.</summary>
    public void MarkSent(long now)
    {
        StartedAt = _isSent ? StartedAt : now;
        _isSent = true;
    }

    public void Complete(GaapBindingState state, TimeSpan duration) =>
        _completion.TrySetResult(change.Outcome(state) with { Attempts = Attempts, RequestId = RequestId, Duration = duration });

    public void Skip(string reason, TimeSpan duration) =>
        _completion.TrySetResult(change.Outcome(GaapBindingState.Skipped, reason) with { Attempts = Attempts, Duration = duration });

    public void Fail(Exception failure) => _completion.TrySetException(failure);

    public void Cancel(CancellationToken token) => _completion.TrySetCanceled(token);
}
