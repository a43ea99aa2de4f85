using TencentCert.Core.Gaap;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;

namespace TencentCert.Core.Bindings;

/// <summary>Changes of a listener that were sent and are not in effect yet; one read of the listener checks all of them.</summary>
/// <param name="listenerId">Listener.</param>
/// <param name="run">Run.</param>
internal sealed class ListenerMonitor(string listenerId, BindingRun run)
{
    // A read during the writes only shows progress, so it must not delay calls that others wait for.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(200);

    private const int EnoughOthers = 4;

    /// <summary>How long this listener refuses a second change.</summary>
    public BusyEstimate Busy { get; } = new(run.Busy);

    private readonly object _lock = new();
    private readonly List<PendingChange> _sent = [];
    private ListenerObservation? _newest;
    private ListenerObservation? _newestOfListener;
    private bool _looking;
    private long _looked;

    /// <summary>When GAAP accepted the latest write; 0 before the first.</summary>
    public long LastAccepted { get; private set; }

    /// <summary>Whether no change is pending.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _sent.Count == 0;
            }
        }
    }

    /// <summary>The latest observation that concerns a change; null before the first.</summary>
    public ListenerObservation? Newest(BindingChange change)
    {
        lock (_lock)
        {
            return change.Domain is null ? _newestOfListener : _newest;
        }
    }

    /// <summary>Adds a change that GAAP accepted.</summary>
    public void Accept(PendingChange pending, string? requestId)
    {
        pending.RequestId = requestId;
        pending.Accepted = LastAccepted = run.Now;
        run.Log.Accepted(pending.Change, requestId);
        if (pending.Wait)
        {
            lock (_lock)
            {
                _sent.Add(pending);
            }
        }
        else
        {
            pending.Complete(GaapBindingState.Changed, run.Clock.GetElapsedTime(pending.Started));
        }
    }

    /// <summary>Removes and returns all pending changes.</summary>
    public IReadOnlyList<PendingChange> TakeAll()
    {
        lock (_lock)
        {
            PendingChange[] all = [.. _sent];
            _sent.Clear();
            return all;
        }
    }

    /// <summary>Reads the listener now and checks the pending changes.</summary>
    public async Task<ListenerObservation> LookAsync(bool withListener, int urgency = 1)
    {
        var wanted = run.Now;
        var asked = long.MaxValue;
        var reading =
            run.Requests.SendAsync(GaapActions.DescribeRules, urgency, () => Sent(new DescribeRulesRequest { ListenerId = listenerId }));
        var readingListener = withListener
            ? ReadListenerAsync(urgency, () => Sent(new DescribeHTTPSListenersRequest { ListenerId = listenerId }))
            : Task.FromResult<GaapListener?>(null);
        await Task.WhenAll(reading, readingListener).ConfigureAwait(false);
        var listener = await readingListener.ConfigureAwait(false);
        var rules = (await reading.ConfigureAwait(false)).Value;
        var look = new ListenerObservation(
            listener, GaapReader.Read(rules, listener ?? new GaapListener { ListenerId = listenerId }), asked, withListener,
            run.Clock.GetElapsedTime(wanted, asked) < Prompt);
        _looked = run.Now;
        List<PendingChange> sent;
        lock (_lock)
        {
            sent = [.. _sent];
            _newest = _newest?.Asked > look.Asked ? _newest : look;
            _newestOfListener = listener is null || _newestOfListener?.Asked > look.Asked ? _newestOfListener : look;
        }

        sent.ForEach(pending => Judge(pending, look));
        return look;

        // The observation counts from when its first request was sent, which may have been queued for long.
        T Sent<T>(T request)
        {
            lock (_lock)
            {
                asked = Math.Min(asked, run.Now);
            }

            return request;
        }
    }

    /// <summary>Polls during the writes, without using a turn of the writes.</summary>
    public void LookNowAndThen()
    {
        lock (_lock)
        {
            if (_looking || _sent.Count == 0 || run.Requests.Waiting(GaapActions.DescribeRules) >= EnoughOthers
                || run.Clock.GetElapsedTime(Math.Max(_looked, _sent[0].Accepted)) < LookEvery)
            {
                return;
            }

            _looking = true;
        }

        _ = LookAsideAsync();
    }

    /// <summary>Polls until all changes are visible, or there is something to write again.</summary>
    public async Task LookUntilShownAsync(Func<bool> hasMore)
    {
        for (var looks = 0; !IsEmpty && !hasMore(); looks++)
        {
            await run.PauseAsync(
                looks == 0 ? Busy.FirstLook - run.Clock.GetElapsedTime(LastAccepted) : BusyEstimate.Pause(looks) / 5).ConfigureAwait(false);
            try
            {
                await LookAsync(HoldsListener()).ConfigureAwait(false);
            }
            catch (TencentCertException failure)
            {
                // Pending changes fail with this error after their time limit, or immediately if no poll can succeed any more.
                foreach (var pending in failure.FailsEveryCall ? TakeAll() : TakeLate())
                {
                    run.Fail(pending, failure.Code == ErrorCodes.NotSent || failure.FailsEveryCall ? Unasked(pending, failure) : failure);
                }
            }
        }
    }

    private async Task<GaapListener?> ReadListenerAsync(int urgency, Func<DescribeHTTPSListenersRequest> request)
    {
        var answer = await run.Requests.SendAsync(GaapActions.DescribeHTTPSListeners, urgency, request).ConfigureAwait(false);
        return answer.Value.ListenerSet?.Find(item => item?.ListenerId == listenerId) is { } found
            ? GaapListener.Read(found, null, null)
            : null;
    }

    private async Task LookAsideAsync()
    {
        try
        {
            await LookAsync(HoldsListener(), urgency: 0).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is TencentCertException or OperationCanceledException)
        {
            // The queue's final poll reports the failure.
        }
        finally
        {
            lock (_lock)
            {
                _looking = false;
            }
        }
    }

    private bool HoldsListener()
    {
        lock (_lock)
        {
            return _sent.Exists(pending => pending.Change.Domain is null);
        }
    }

    // "Nothing was sent" applies to the read; the change itself was sent.
    private static TencentCertException Unasked(PendingChange pending, TencentCertException failure) => new(
        failure.FailsEveryCall ? failure.Code : ErrorCodes.Timeout,
        $"GAAP accepted the change of {pending.Change.Target}, but its state could not be read since. Run the same command again to keep waiting; it sends nothing twice.",
        failure) { RequestId = pending.RequestId, Attempt = pending.Attempts };

    private List<PendingChange> TakeLate()
    {
        lock (_lock)
        {
            var late = _sent.FindAll(pending => run.Clock.GetElapsedTime(pending.Started) > pending.Timeout);
            _sent.RemoveAll(late.Contains);
            return late;
        }
    }

    private void Judge(PendingChange pending, ListenerObservation look)
    {
        if (!look.Concerns(pending.Change))
        {
            return;
        }

        var isShown = look.Shows(pending.Change);
        var failure = isShown ? null : WhyNever(pending, look);
        if (!isShown && failure is null)
        {
            return;
        }

        lock (_lock)
        {
            if (!_sent.Remove(pending))
            {
                return;
            }
        }

        if (failure is not null)
        {
            run.Fail(pending, failure);
            return;
        }

        if (pending.Accepted == LastAccepted && look.IsPrompt)
        {
            Busy.Measured(run.Clock.GetElapsedTime(LastAccepted, look.Asked));
        }

        run.Log.Done(pending.Change, pending.RequestId);
        pending.Complete(GaapBindingState.Live, run.Clock.GetElapsedTime(pending.Started));
    }

    // Null while the change may still take effect.
    private TencentCertException? WhyNever(PendingChange pending, ListenerObservation look)
    {
        var change = pending.Change;
        if (!look.Has(change))
        {
            return new TencentCertException(ErrorCodes.NotFound, $"{change.Target} left GAAP while its certificate was changing.");
        }

        // The list may lag a little; a listener that accepted a later write has completed this one.
        var age = look.Asked > pending.Accepted ? run.Clock.GetElapsedTime(pending.Accepted, look.Asked) : TimeSpan.Zero;
        var patience = pending.Accepted < LastAccepted ? TimeSpan.FromSeconds(1) : (Busy.Value * 2) + TimeSpan.FromSeconds(2);
        if (!look.IsChanging(change) && age > patience)
        {
            return Unseen(
                ErrorCodes.FailedState,
                $"GAAP took the change of {change.Target} and went back to {look.CertificateOf(change) ?? Wording.Of($"(none)")}. Run it again; if it fails the same way, quote the RequestId to Tencent.");
        }

        return run.Clock.GetElapsedTime(pending.Started) > pending.Timeout
            ? Unseen(
                ErrorCodes.Timeout,
                $"GAAP accepted the change of {change.Target} and does not show it yet. Run the same command again to keep waiting; it sends nothing twice.")
            : null;

        TencentCertException Unseen(string code, Wording message) =>
            new(code, message) { RequestId = pending.RequestId, Attempt = pending.Attempts };
    }
}
