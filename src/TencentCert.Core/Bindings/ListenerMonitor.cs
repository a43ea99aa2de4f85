using TencentCert.Core.Errors;
using TencentCert.Core.Gaap;
using TencentCert.Core.Strings;
using TencentCert.Core.Wire;
using TencentCert.Core.Wire.Gaap;


namespace TencentCert.Core.Bindings;

/// <summary>What was written to a listener and is not in effect yet; one look at the listener judges all of it.</summary>
/// <param name="listenerId">Listener.</param>
/// <param name="run">Run.</param>
internal sealed class ListenerMonitor(string listenerId, BindingRun run)
{
    // A look while others still wait to be written only shows how far it is; it may not hold up those that are waited for.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(200);

    private const int EnoughOthers = 4;

    /// <summary>How long this listener takes no second change.</summary>
    public BusyEstimate Busy { get; } = new(run.Busy);

    private readonly object _lock = new();
    private readonly List<PendingChange> _sent = [];
    private ListenerObservation? _newest;
    private ListenerObservation? _newestOfListener;
    private bool _looking;
    private long _looked;

    /// <summary>When GAAP took the newest write; 0 before the first.</summary>
    public long LastAccepted { get; private set; }

    /// <summary>Whether nothing is left to be seen.</summary>
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

    /// <summary>The newest look that tells anything about a change; null before the first.</summary>
    public ListenerObservation? Newest(BindingChange change)
    {
        lock (_lock)
        {
            return change.Domain is null ? _newestOfListener : _newest;
        }
    }

    /// <summary>Takes over a change that GAAP took.</summary>
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

    /// <summary>Gives up what was not seen yet.</summary>
    public IReadOnlyList<PendingChange> TakeAll()
    {
        lock (_lock)
        {
            PendingChange[] all = [.. _sent];
            _sent.Clear();
            return all;
        }
    }

    /// <summary>Looks now, and judges what was sent.</summary>
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

        // It tells of no earlier moment than that of its first request, which may have waited long for its turn.
        T Sent<T>(T request)
        {
            lock (_lock)
            {
                asked = Math.Min(asked, run.Now);
            }

            return request;
        }
    }

    /// <summary>Polls beside the writes, where it takes no write's turn.</summary>
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

    /// <summary>Looks until everything was seen, or there is something to write again.</summary>
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
                // Nothing more is known; they end with it after their time limit, and at once where no poll can succeed any more.
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
            // The last look of the queue tells what is wrong.
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

    // "Nothing was sent" is true of the look; the change itself was.
    private static TencentCertException Unasked(PendingChange pending, TencentCertException failure) => new(
        failure.FailsEveryCall ? failure.Code : ErrorCodes.Timeout,
        $"GAAP accepted the change of {pending.Change.Target} and could not be asked about it since. Run the same command again to go on waiting; it sends nothing twice.",
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

    // Null while it may still come.
    private TencentCertException? WhyNever(PendingChange pending, ListenerObservation look)
    {
        var change = pending.Change;
        if (!look.Has(change))
        {
            return new TencentCertException(ErrorCodes.NotFound, $"{change.Target} left GAAP while its certificate was changing.");
        }

        // The list may lag a little behind; a listener that took a later write has ended this one.
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
                $"GAAP accepted the change of {change.Target} and does not show it yet. Run the same command again to go on waiting; it sends nothing twice.")
            : null;

        TencentCertException Unseen(string code, Wording message) =>
            new(code, message) { RequestId = pending.RequestId, Attempt = pending.Attempts };
    }
}
