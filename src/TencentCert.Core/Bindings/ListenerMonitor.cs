using TencentCert.Core.Gaap;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Changes of a listener that were sent and are not in effect yet; one read of the listener checks all of them.</summary>
internal sealed class ListenerMonitor(string listenerId, BindingRun run)
{
    private const int MaxQueuedReads = 4;

    // A read during the writes only shows progress, so it must not delay calls that others wait for.
    private static readonly TimeSpan ProgressPollInterval = TimeSpan.FromSeconds(4);

    // A request that was sent later than this after its creation was queued.
    private static readonly TimeSpan MaxUnqueuedDelay = TimeSpan.FromMilliseconds(200);

    // GAAP's list may lag a little behind an accepted later write.
    private static readonly TimeSpan VisibilityDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NoEffectMargin = TimeSpan.FromSeconds(2);

    private readonly object _lock = new();
    private readonly List<PendingChange> _pending = [];
    private ListenerObservation? _latest;
    private ListenerObservation? _latestWithListener;
    private bool _isPolling;
    private long _lastPolled;

    public BusyEstimate Busy { get; } = new(run.Busy);

    /// <summary>When GAAP accepted the latest write; 0 before the first.</summary>
    public long LastAccepted { get; private set; }

    /// <summary>Whether few reads are queued; a queued read measures the queue instead of the listener.</summary>
    public bool IsReadQueueShort => run.Requests.QueueLength(GaapActions.DescribeRules) < MaxQueuedReads;

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _pending.Count == 0;
        }
    }

    /// <summary>The latest observation that covers a change; null before the first.</summary>
    public ListenerObservation? Latest(BindingChange change)
    {
        lock (_lock)
            return change.Domain is null ? _latestWithListener : _latest;
    }

    /// <summary>Adds an accepted change. The RequestId is null when another actor or an earlier run has sent the change.</summary>
    public void Accept(PendingChange pending, string? requestId)
    {
        pending.RequestId = requestId;
        pending.AcceptedAt = LastAccepted = run.Now;
        run.Log.Accepted(pending.Change, requestId);
        if (pending.WaitsForEffect)
        {
            lock (_lock)
                _pending.Add(pending);
        }
        else
        {
            pending.Complete(GaapBindingState.Changed, run.Clock.GetElapsedTime(pending.StartedAt));
        }
    }

    public List<PendingChange> Take(Predicate<PendingChange> match)
    {
        lock (_lock)
        {
            var taken = _pending.FindAll(match);
            _pending.RemoveAll(taken.Contains);
            return taken;
        }
    }

    public async Task<ListenerObservation> PollAsync(bool withListener, int priority = 1)
    {
        var requestedAt = run.Now;
        var sentAt = long.MaxValue;
        var readingRules = run.Requests.SendAsync(
            GaapActions.DescribeRules, priority, () => Sending(new DescribeRulesRequest { ListenerId = listenerId }));
        var readingListener = withListener
            ? ReadListenerAsync(priority, () => Sending(new DescribeHTTPSListenersRequest { ListenerId = listenerId }))
            : Task.FromResult<GaapListener?>(null);
        await Task.WhenAll(readingRules, readingListener).ConfigureAwait(false);
        var listener = await readingListener.ConfigureAwait(false);
        var rules = (await readingRules.ConfigureAwait(false)).Value;
        var observation = new ListenerObservation(
            listener, GaapReader.Read(rules, listener ?? new GaapListener { ListenerId = listenerId }), sentAt, withListener,
            run.Clock.GetElapsedTime(requestedAt, sentAt) < MaxUnqueuedDelay);
        _lastPolled = run.Now;
        List<PendingChange> pending;
        lock (_lock)
        {
            pending = [.. _pending];
            _latest = _latest?.SentAt > observation.SentAt ? _latest : observation;
            _latestWithListener = listener is null || _latestWithListener?.SentAt > observation.SentAt ? _latestWithListener : observation;
        }

        pending.ForEach(change => EvaluatePending(change, observation));
        return observation;

        // The observation counts from when its first request was sent, which may have been queued for long.
        T Sending<T>(T request)
        {
            lock (_lock)
                sentAt = Math.Min(sentAt, run.Now);

            return request;
        }
    }

    /// <summary>Polls during the writes, without using a slot of the writes.</summary>
    public void PollProgress()
    {
        lock (_lock)
        {
            if (_isPolling || _pending.Count == 0 || !IsReadQueueShort
                || run.Clock.GetElapsedTime(Math.Max(_lastPolled, _pending[0].AcceptedAt)) < ProgressPollInterval)
            {
                return;
            }

            _isPolling = true;
        }

        _ = PollInBackgroundAsync();
    }

    public async Task PollUntilVisibleAsync(Func<bool> hasMoreWrites)
    {
        for (var polls = 0; !IsEmpty && !hasMoreWrites(); polls++)
        {
            await run.PauseAsync(
                polls == 0 ? Busy.FirstPollDelay - run.Clock.GetElapsedTime(LastAccepted) : BusyEstimate.RetryPause(polls) / 5)
                .ConfigureAwait(false);
            try
            {
                await PollAsync(HasPendingListenerChange()).ConfigureAwait(false);
            }
            catch (TencentCertException failure)
            {
                // Pending changes fail with this error after their time limit, or immediately if no poll can succeed any more.
                foreach (var pending in Take(pending => failure.FailsEveryCall || IsTimedOut(pending)))
                {
                    var isUnread = failure.Code == ErrorCodes.NotSent || failure.FailsEveryCall;
                    run.Fail(pending, isUnread ? StateUnreadable(pending, failure) : failure);
                }
            }
        }
    }

    private async Task<GaapListener?> ReadListenerAsync(int priority, Func<DescribeHTTPSListenersRequest> request)
    {
        var answer = await run.Requests.SendAsync(GaapActions.DescribeHTTPSListeners, priority, request).ConfigureAwait(false);
        return answer.Value.ListenerSet?.Find(item => item?.ListenerId == listenerId) is { } found
            ? GaapListener.Read(found, null, null)
            : null;
    }

    private async Task PollInBackgroundAsync()
    {
        try
        {
            await PollAsync(HasPendingListenerChange(), priority: 0).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is TencentCertException or OperationCanceledException)
        {
            // The queue's final poll reports the failure.
        }
        finally
        {
            lock (_lock)
                _isPolling = false;
        }
    }

    private bool HasPendingListenerChange()
    {
        lock (_lock)
            return _pending.Exists(pending => pending.Change.Domain is null);
    }

    // "Nothing was sent" applies to the read; the change itself was sent.
    private static TencentCertException StateUnreadable(PendingChange pending, TencentCertException failure) => new(
        failure.FailsEveryCall ? failure.Code : ErrorCodes.Timeout,
        $"GAAP accepted the change of {pending.Change.Target}, but its state could not be read since. Run the same command again to keep "
        + $"waiting; it sends nothing twice.",
        failure) { RequestId = pending.RequestId, Attempt = pending.Attempts };

    private bool IsTimedOut(PendingChange pending) => run.Clock.GetElapsedTime(pending.StartedAt) > pending.Timeout;

    private void EvaluatePending(PendingChange pending, ListenerObservation observation)
    {
        if (!observation.Covers(pending.Change))
            return;

        var isVisible = observation.IsVisible(pending.Change);
        var failure = isVisible ? null : FindFailure(pending, observation);
        if (!isVisible && failure is null)
            return;

        lock (_lock)
        {
            if (!_pending.Remove(pending))
                return;
        }

        if (failure is not null)
        {
            run.Fail(pending, failure);
            return;
        }

        if (pending.AcceptedAt == LastAccepted && observation.IsUnqueued)
            Busy.RecordFree(run.Clock.GetElapsedTime(LastAccepted, observation.SentAt));

        run.Log.Done(pending.Change, pending.RequestId);
        pending.Complete(GaapBindingState.Live, run.Clock.GetElapsedTime(pending.StartedAt));
    }

    // Null while the change may still take effect.
    private TencentCertException? FindFailure(PendingChange pending, ListenerObservation observation)
    {
        var change = pending.Change;
        if (!observation.HasTarget(change))
            return TargetRemoved(change);

        // A listener that accepted a later write has completed this one.
        var age = observation.SentAt > pending.AcceptedAt
            ? run.Clock.GetElapsedTime(pending.AcceptedAt, observation.SentAt)
            : TimeSpan.Zero;
        var noEffectAfter = pending.AcceptedAt < LastAccepted ? VisibilityDelay : (Busy.Value * 2) + NoEffectMargin;
        if (!observation.IsChanging(change) && age > noEffectAfter)
        {
            return Failure(
                ErrorCodes.FailedState,
                $"GAAP accepted the change of {change.Target} and then reverted to "
                + $"{observation.CertificateOf(change) ?? Wording.Of($"(none)")}. Run the command again; if it fails the same way, quote "
                + $"the RequestId to Tencent.");
        }

        return IsTimedOut(pending)
            ? Failure(
                ErrorCodes.Timeout,
                $"GAAP accepted the change of {change.Target} and does not show it yet. Run the same command again to keep waiting; it "
                + $"sends nothing twice.")
            : null;

        TencentCertException Failure(string code, Wording message) =>
            new(code, message) { RequestId = pending.RequestId, Attempt = pending.Attempts };
    }

    /// <summary>The error of a change whose listener or domain was removed meanwhile.</summary>
    public static TencentCertException TargetRemoved(BindingChange change) =>
        new(ErrorCodes.NotFound, $"{change.Target} left GAAP while its certificate was changing.");
}
