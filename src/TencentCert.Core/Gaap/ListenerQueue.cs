using TencentCert.Core.Api;
using TencentCert.Core.Gaap.Wire;

namespace TencentCert.Core.Gaap;

/// <summary>
/// The changes of one listener: one write at a time, the next when the listener is expected to be free, and one look
/// at the listener for all that were sent.
/// </summary>
internal sealed class ListenerQueue
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // A look while others still wait to be written only shows how far it is; it may not hold up those that are waited for.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(4);

    private const int EnoughOthers = 4;

    private readonly object _lock = new();
    private readonly Queue<PendingBinding> _domains = new();
    private readonly Queue<PendingBinding> _listeners = new();
    private readonly List<PendingBinding> _sent = [];
    private readonly string _listenerId;
    private readonly ApiClient _client;
    private readonly RequestTurns _turns;
    private readonly BusyTime _busy;
    private readonly IGaapBindingLog? _log;
    private readonly CancellationToken _stop;
    private bool _running;
    private bool _looking;
    private long _accepted;
    private long _looked;

    public ListenerQueue(string listenerId, ApiClient client, RequestTurns turns, BusyTime busy, IGaapBindingLog? log, CancellationToken stop)
    {
        _listenerId = listenerId;
        _client = client;
        _turns = turns;
        _busy = busy;
        _log = log;
        _stop = stop;
    }

    private TimeProvider Clock => _client.Clock;

    // Never 0 once a write was accepted: a clock may start there.
    private long Now => Math.Max(1, Clock.GetTimestamp());

    private int Length
    {
        get
        {
            lock (_lock)
            {
                return Waiting;
            }
        }
    }

    private int Waiting => _domains.Count + _listeners.Count;

    public void Add(PendingBinding pending)
    {
        lock (_lock)
        {
            (pending.Change.Domain is null ? _listeners : _domains).Enqueue(pending);
            if (_running)
            {
                return;
            }

            _running = true;
        }

        _ = Task.Run(RunAsync, CancellationToken.None);
    }

    private async Task RunAsync()
    {
        while (true)
        {
            try
            {
                while (Next() is { } pending)
                {
                    await WriteAsync(pending).ConfigureAwait(false);
                    LookNowAndThen();
                }

                await LookUntilShownAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                End(pending => pending.Cancel(_stop));
            }
#pragma warning disable CA1031 // Not swallowed: whoever waits for a change of this listener gets it.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                End(pending => pending.Fail(fault));
            }

            lock (_lock)
            {
                if (Waiting == 0 && _sent.Count == 0)
                {
                    _running = false;
                    return;
                }
            }
        }
    }

    // Listeners and domains are written by actions with a pace each. Domains are the many, so the listener itself is
    // written while enough other queues keep their pace busy, and else at the end.
    private PendingBinding? Next()
    {
        var listenerFirst = _accepted != 0 && _turns.Waiting(GaapActions.ModifyCertificate) >= EnoughOthers;
        lock (_lock)
        {
            var first = listenerFirst ? _listeners : _domains;
            var second = listenerFirst ? _domains : _listeners;
            return first.TryDequeue(out var pending) || second.TryDequeue(out pending) ? pending : null;
        }
    }

    private void End(Action<PendingBinding> how)
    {
        List<PendingBinding> all;
        lock (_lock)
        {
            all = [.. _sent, .. _listeners, .. _domains];
            _sent.Clear();
            _listeners.Clear();
            _domains.Clear();
        }

        all.ForEach(how);
    }

    private async Task WriteAsync(PendingBinding pending)
    {
        pending.Started = Now;
        var deadline = Clock.GetUtcNow() + pending.Timeout;
        var options = new ApiCallOptions { Deadline = deadline, RepeatWhenBusy = false };
        try
        {
            // What an earlier run sent may still be under way; or somebody else's change, which only the end can tell apart.
            if (!pending.Change.IsSettled && await IsShownOnceIdleAsync(pending, mayBeOurs: false, deadline).ConfigureAwait(false))
            {
                Accept(pending, null);
                return;
            }

            for (var refusals = 0; ; refusals++)
            {
                await LeaveTimeAsync(deadline).ConfigureAwait(false);
                TimeSpan? since = null;
                try
                {
                    var requestId = await SendAsync(pending, options, () => since = SinceAccepted()).ConfigureAwait(false);
                    if (since is { } time)
                    {
                        _busy.Accepted(time);
                    }

                    Accept(pending, requestId);
                    return;
                }
                catch (TencentCertException failure) when (IsBusy(failure) || failure.MayHaveTakenEffect)
                {
                    pending.Attempts += Math.Max(1, failure.Attempt);
                    pending.RequestId = failure.RequestId;
                    if (IsBusy(failure) && since is { } time)
                    {
                        _busy.Refused(time);
                    }

                    // A repeat after a lost answer is refused because the first one is being carried out.
                    if (await IsShownOnceIdleAsync(pending, failure.MayHaveTakenEffect, deadline).ConfigureAwait(false))
                    {
                        Accept(pending, failure.RequestId);
                        return;
                    }

                    var pause = Pause(refusals);
                    if (!IsBusy(failure) || Clock.GetUtcNow() + pause > deadline)
                    {
                        throw;
                    }

                    // Refused although nothing is under way that can be seen: somebody else works on it.
                    if (refusals > 0)
                    {
                        await Task.Delay(pause, Clock, _stop).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (TencentCertException failure)
        {
            Fail(pending, failure);
        }
        catch (OperationCanceledException)
        {
            pending.Cancel(_stop);
            throw;
        }
        catch (Exception fault)
        {
            pending.Fail(fault);
            throw;
        }
    }

    private async Task<string?> SendAsync(PendingBinding pending, ApiCallOptions options, Action turnCame)
    {
        var change = pending.Change;
        if (change.Domain is { } domain)
        {
            var answer = await _turns.SendAsync(GaapActions.ModifyCertificate, Length, () =>
            {
                turnCame();
                _log?.Sending(change);
                return new ModifyCertificateRequest
                {
                    ListenerId = _listenerId,
                    Domain = domain,
                    CertificateId = change.CertificateId,
                    ClientCertificateId = change.ClientCertificateId is [var one] ? one : null,
                    PolyClientCertificateIds = change.ClientCertificateId is { Count: > 1 } several ? [.. several] : null,
                };
            }, options).ConfigureAwait(false);
            pending.Attempts += answer.Attempts;
            return answer.RequestId;
        }

        var listener = await _turns.SendAsync(GaapActions.ModifyHTTPSListenerAttribute, Length, () =>
        {
            turnCame();
            _log?.Sending(change);
            return new ModifyHTTPSListenerAttributeRequest
            {
                ListenerId = _listenerId,
                ProxyId = change.ProxyId,
                CertificateId = change.CertificateId,
                ClientCertificateId = change.ClientCertificateId is [var one] ? one : null,
                PolyClientCertificateIds = change.ClientCertificateId is { Count: > 1 } several ? [.. several] : null,
            };
        }, options).ConfigureAwait(false);
        pending.Attempts += listener.Attempts;
        return listener.RequestId;
    }

    private void Accept(PendingBinding pending, string? requestId)
    {
        pending.RequestId = requestId;
        pending.Accepted = _accepted = Now;
        _log?.Accepted(pending.Change, requestId);
        if (pending.Wait)
        {
            lock (_lock)
            {
                _sent.Add(pending);
            }
        }
        else
        {
            pending.Complete(GaapBindingState.Changed, Clock.GetElapsedTime(pending.Started));
        }
    }

    private void Fail(PendingBinding pending, TencentCertException failure)
    {
        _log?.Failed(pending.Change, $"{failure.Code}: {failure.Message}");
        pending.Fail(failure);
    }

    // Until the listener is expected to be free. How long that takes, the first queue of a run finds out by looking.
    private async Task LeaveTimeAsync(DateTimeOffset deadline)
    {
        if (_accepted == 0)
        {
            return;
        }

        while (!_busy.Known.IsCompleted && Clock.GetUtcNow() < deadline)
        {
            _stop.ThrowIfCancellationRequested();
            if (_busy.TryProbe())
            {
                await ProbeAsync(deadline).ConfigureAwait(false);
            }
            else
            {
                await Task.WhenAny(_busy.Known, Task.Delay(TimeSpan.FromSeconds(1), Clock, _stop)).ConfigureAwait(false);
            }
        }

        // Asked again after each wait: another queue may have learnt better meanwhile.
        while (_busy.Value - Clock.GetElapsedTime(_accepted) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, Clock, _stop).ConfigureAwait(false);
        }
    }

    private async Task ProbeAsync(DateTimeOffset deadline)
    {
        try
        {
            while (Clock.GetUtcNow() < deadline)
            {
                await Task.Delay(FirstLook, Clock, _stop).ConfigureAwait(false);
                var asked = Now;
                if (!(await LookAsync(withListener: true).ConfigureAwait(false)).IsBusy)
                {
                    _busy.Measured(Clock.GetElapsedTime(_accepted, asked));
                    return;
                }
            }
        }
        catch (TencentCertException)
        {
            // A look that failed says nothing; the next queue tries.
        }

        _busy.GiveUp();
    }

    // True when the change is in effect, or on its way to be, without another write.
    private async Task<bool> IsShownOnceIdleAsync(PendingBinding pending, bool mayBeOurs, DateTimeOffset deadline)
    {
        for (var looks = 0; ; looks++)
        {
            var view = await LookAsync(withListener: pending.Change.Domain is null).ConfigureAwait(false);
            if (view.Shows(pending.Change) || (mayBeOurs && view.IsChanging(pending.Change)))
            {
                return true;
            }

            var pause = Pause(looks) / 4;
            if (!view.IsBusy || Clock.GetUtcNow() + pause > deadline)
            {
                return false;
            }

            await Task.Delay(pause, Clock, _stop).ConfigureAwait(false);
        }
    }

    private void LookNowAndThen()
    {
        lock (_lock)
        {
            if (_looking || _sent.Count == 0 || _turns.Waiting(GaapActions.DescribeRules) >= EnoughOthers || Clock.GetElapsedTime(Math.Max(_looked, _sent[0].Accepted)) < LookEvery)
            {
                return;
            }

            _looking = true;
        }

        _ = LookAsideAsync();
    }

    private async Task LookAsideAsync()
    {
        try
        {
            await LookAsync(withListener: false, urgency: 0).ConfigureAwait(false);
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

    private async Task LookUntilShownAsync()
    {
        for (var looks = 0; ; looks++)
        {
            lock (_lock)
            {
                if (_sent.Count == 0 || Waiting > 0)
                {
                    return;
                }
            }

            var expected = _busy.Known.IsCompleted ? _busy.Value : FirstLook;
            var pause = looks == 0 ? expected - Clock.GetElapsedTime(_accepted) : Pause(looks) / 5;
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, Clock, _stop).ConfigureAwait(false);
            }

            bool withListener;
            lock (_lock)
            {
                withListener = _sent.Exists(pending => pending.Change.Domain is null);
            }

            try
            {
                await LookAsync(withListener).ConfigureAwait(false);
            }
            catch (TencentCertException failure)
            {
                // Nobody can say more than that; after their time they end with it.
                foreach (var pending in Late())
                {
                    Fail(pending, failure);
                }
            }
        }
    }

    private List<PendingBinding> Late()
    {
        lock (_lock)
        {
            var late = _sent.FindAll(pending => Clock.GetElapsedTime(pending.Started) > pending.Timeout);
            _sent.RemoveAll(late.Contains);
            return late;
        }
    }

    // One look judges everything that was sent.
    private async Task<ListenerView> LookAsync(bool withListener, int urgency = 1)
    {
        var asked = Now;
        var options = new ApiCallOptions();
        var listenerNow = withListener
            ? (await _turns.SendAsync(GaapActions.DescribeHTTPSListeners, urgency, () => new DescribeHTTPSListenersRequest { ListenerId = _listenerId }, options).ConfigureAwait(false))
                .Value.ListenerSet?.Find(item => item?.ListenerId == _listenerId)
            : null;
        var listener = listenerNow is null ? new GaapListener { ListenerId = _listenerId } : GaapListener.Read(listenerNow, null, null);
        var rules = await _turns.SendAsync(GaapActions.DescribeRules, urgency, () => new DescribeRulesRequest { ListenerId = _listenerId }, options).ConfigureAwait(false);
        var view = new ListenerView(listenerNow is null ? null : listener, GaapEstate.Read(rules.Value, listener));
        _looked = Now;
        List<PendingBinding> sent;
        lock (_lock)
        {
            sent = [.. _sent];
        }

        foreach (var pending in sent)
        {
            Judge(pending, view, asked);
        }

        return view;
    }

    private void Judge(PendingBinding pending, ListenerView view, long asked)
    {
        if (pending.Change.Domain is null && view.Listener is null)
        {
            return;
        }

        var failure = view.Shows(pending.Change) ? null : Failure(pending, view, asked);
        if (failure is null && !view.Shows(pending.Change))
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
            Fail(pending, failure);
            return;
        }

        if (pending.Accepted == _accepted)
        {
            _busy.Measured(Clock.GetElapsedTime(_accepted, asked));
        }

        _log?.Done(pending.Change, pending.RequestId);
        pending.Complete(GaapBindingState.Live, Clock.GetElapsedTime(pending.Started));
    }

    private TencentCertException? Failure(PendingBinding pending, ListenerView view, long asked)
    {
        var change = pending.Change;
        if (!view.Has(change))
        {
            return new TencentCertException(ErrorCodes.NotFound, $"{change.Target} left GAAP while its certificate was changing.");
        }

        // The list may lag a little behind; a listener that took a later write has ended this one.
        var age = asked > pending.Accepted ? Clock.GetElapsedTime(pending.Accepted, asked) : TimeSpan.Zero;
        var patience = pending.Accepted < _accepted ? TimeSpan.FromSeconds(1) : (_busy.Value * 2) + TimeSpan.FromSeconds(2);
        if (!view.IsChanging(change) && age > patience)
        {
            return new TencentCertException(
                ErrorCodes.FailedState,
                $"GAAP took the change of {change.Target} and went back to {view.CertificateOf(change) ?? "(none)"}. Run it again; if it fails the same way, quote the RequestId to Tencent.")
            {
                RequestId = pending.RequestId,
                Attempt = pending.Attempts,
            };
        }

        return Clock.GetElapsedTime(pending.Started) > pending.Timeout
            ? new TencentCertException(
                ErrorCodes.Timeout, $"GAAP accepted the change of {change.Target} and does not show it yet. Run the same command again to go on waiting; it sends nothing twice.")
            {
                RequestId = pending.RequestId,
                Attempt = pending.Attempts,
            }
            : null;
    }

    private TimeSpan? SinceAccepted() => _accepted == 0 ? null : Clock.GetElapsedTime(_accepted);

    private static bool IsBusy(TencentCertException failure) => GaapActions.ModifyCertificate.BusyCodes.Contains(failure.Code);

    private static TimeSpan Pause(int before) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(1.6, Math.Min(before, 10))));

    private sealed record ListenerView(GaapListener? Listener, IReadOnlyList<GaapDomain> Domains)
    {
        public bool IsBusy => Listener is { Status: not GaapListenerStatus.Running } || Domains.Any(domain => domain.Status == GaapDomainStatus.Changing);

        public bool Has(GaapBindingChange change) => change.Domain is null ? Listener is not null : Find(change) is not null;

        public bool IsChanging(GaapBindingChange change) => change.Domain is null
            ? Listener is { Status: not GaapListenerStatus.Running }
            : Find(change) is { Status: not GaapDomainStatus.Running };

        public bool Shows(GaapBindingChange change) => change.Domain is null
            ? Listener is { Status: GaapListenerStatus.Running } listener && change.IsShown(listener.CertificateId, listener.ClientCertificateId)
            : Find(change) is { Status: GaapDomainStatus.Running } domain && change.IsShown(domain.CertificateId, domain.ClientCertificateId);

        public string? CertificateOf(GaapBindingChange change) => change.Domain is null ? Listener?.CertificateId : Find(change)?.CertificateId;

        private GaapDomain? Find(GaapBindingChange change) =>
            Domains.FirstOrDefault(domain => string.Equals(domain.Domain, change.Domain, StringComparison.OrdinalIgnoreCase));
    }
}
