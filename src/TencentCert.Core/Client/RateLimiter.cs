namespace TencentCert.Core.Client;

#pragma warning disable CA1001 // A SemaphoreSlim without a wait handle has nothing to dispose.
/// <summary>
/// Keeps the calls of one action of an account at the service's limit, for a token bucket, a sliding second and a calendar second. Requests
/// are sent in bursts: as many at once as the limit allows in a second, and the next burst a second and a margin later. Jitter moves the
/// requests of a burst against each other, but the burst as a whole hardly at all, so the margin is small. It follows the spread of the
/// response times, and refusals increase it. A burst of which many requests are refused means a service that spreads requests over the
/// second: from then on, they are sent one by one. Refusals that jitter does not explain lower the rate; it recovers quickly to just below
/// the refused rate, and slowly above it.
/// </summary>
internal sealed class RateLimiter(TimeProvider clock)
{
    /// <summary>Rate after a refusal that jitter does not explain, relative to the refused rate.</summary>
    private const double RefusedRateFactor = 0.95;

    /// <summary>Lower bound of the relative rate after a refusal far below the limit.</summary>
    private const double MinRefusedRateFactor = 0.8;

    /// <summary>With fewer accepted requests than this part of the rate, a refusal is far below the limit.</summary>
    private const double NearLimitRatio = 0.7;

    /// <summary>Bursts in a row with refusals that mean a lower limit, not jitter.</summary>
    private const int MaxRefusedBursts = 4;

    private const double MinRequestsPerSecond = 0.5;
    private const double RecoverySeconds = 15;
    private const double RecoveryStartRatio = 0.98;
    private const double MaxPauseSeconds = 0.25;

    // The margin, relative to the spread of the response times. It shrinks with each response.
    private const double InitialMargin = 0.35;
    private const double MarginStep = 0.05;
    private const double MarginDecay = 0.00005;
    private const int MaxResponseSamples = 60;
    private const int MinResponseSamples = 4;

    // The upper bound of the margin, relative to the period: a token bucket refuses nothing and needs none.
    private const double MaxMarginBeforeRefusal = 0.02;
    private const double MaxMargin = 0.2;

    // How long requests are sent one by one before bursts are tried again.
    private const double SpacedSeconds = 600;

    // A refusal is judged by the requests sent before it, and its response arrives later.
    private const double SlotHistorySeconds = 2;

    // Above this rate a shorter period is used: thousands of requests at once would need as many connections.
    private const int MaxBurstSize = 100;

    private readonly SemaphoreSlim _queue = new(1, 1);
    private readonly object _lock = new();
    private readonly long _origin = clock.GetTimestamp();
    private readonly List<RateLimiterSlot> _slots = [];
    private readonly double[] _responseSeconds = new double[MaxResponseSamples];
    private int _responses;
    private TaskCompletionSource _slotReturned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _lastSlotTime = double.NegativeInfinity;
    private double _pausedUntil = double.NegativeInfinity;
    private double _spacedUntil = double.NegativeInfinity;

    private double _burstStarted = double.NegativeInfinity;
    private int _burstSize;
    private int _burstRemaining;

    private double _spread;
    private double _margin = InitialMargin;

    private double _refusedAt = double.NegativeInfinity;
    private double _loweredAt = double.NegativeInfinity;
    private double _refusedRate = double.PositiveInfinity;
    private double _rateAtRefusal;
    private int _refusedBursts;

    private double Now => clock.GetElapsedTime(_origin).TotalSeconds;

    /// <summary>Current rate in requests a second, given the documented limit.</summary>
    public double Rate(double limit)
    {
        lock (_lock)
            return RateAt(Now, limit);
    }

    /// <summary>Waits for a slot to send, given the documented limit in requests a second. A cancelled call uses no slot.</summary>
    public Task WaitAsync(double limit, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && TryTakeSlot(limit) ? Task.CompletedTask : WaitInQueueAsync(limit, cancellationToken);

    /// <summary>Takes a slot if one is free now and no call is queued.</summary>
    public bool TryTakeSlot(double limit)
    {
        lock (_lock)
        {
            var now = Now;
            if (_queue.CurrentCount == 0 || NextSlotTime(now, limit) > now)
                return false;

            AddSlot();
            return true;
        }
    }

    public RateLimiterSlot MarkSent()
    {
        lock (_lock)
        {
            var slot = _slots.Find(static slot => !slot.IsSent) ?? AddSlot();
            slot.IsSent = true;
            slot.Time = Now;
            return slot;
        }
    }

    /// <summary>Records when a slot's request is sent: a new connection delays it, and the time at which the service counts it.</summary>
    public void RecordSending(RateLimiterSlot slot)
    {
        lock (_lock)
            slot.Time = Now;
    }

    public void ReturnSlot()
    {
        lock (_lock)
        {
            if (_slots.FindLastIndex(static slot => !slot.IsSent) is >= 0 and var index)
            {
                _slots.RemoveAt(index);
                _burstRemaining++;
                _lastSlotTime = double.NegativeInfinity;

                // The head of the queue may wait for a slot that is free now.
                _slotReturned.SetResult();
                _slotReturned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Ends a slot: a response arrived, or none will.</summary>
    public void RecordResponse(RateLimiterSlot slot)
    {
        lock (_lock)
        {
            _margin = Math.Max(0, _margin - MarginDecay);
            _responseSeconds[_responses++ % _responseSeconds.Length] = Now - slot.Time;
            var count = Math.Min(_responses, _responseSeconds.Length);
            if (count < MinResponseSamples)
                return;

            // Twice the middle half: a few slow responses say nothing about the network.
            var sorted = new double[count];
            Array.Copy(_responseSeconds, sorted, count);
            Array.Sort(sorted);
            _spread = 2 * (sorted[count * 3 / 4] - sorted[count / 4]);
        }
    }

    public void RecordRefusal(RateLimiterSlot slot, double limit)
    {
        lock (_lock)
        {
            var now = Now;
            slot.IsRefused = true;

            // Concurrent requests are refused together and count as one signal.
            var isFirst = slot.Time > _refusedAt;
            if (isFirst)
            {
                _rateAtRefusal = RateAt(now, limit);
                var isNextBurst = slot.Time < _refusedAt + (2 * Period(_rateAtRefusal));
                _refusedBursts = isNextBurst ? _refusedBursts + 1 : 1;
                _refusedAt = now;
            }

            var period = Period(_rateAtRefusal);
            var sent = _slots.Where(other => other.Time > slot.Time - period && other.Time < slot.Time + (period / 2)).ToList();
            var accepted = sent.Count(other => !other.IsRefused);
            var isAfterBurst = _slots.Exists(other => other.Time < slot.Time - (period / 2) && other.Time > slot.Time - (1.5 * period));
            var isSpaced = slot.Time < _spacedUntil;
            var nearLimit = _rateAtRefusal * NearLimitRatio;
            if (accepted < nearLimit && (isSpaced || !isAfterBurst || _refusedBursts > 1))
            {
                // Other calls than these may use the limit, too: only a full burst says that bursts are refused.
                var isBurst = !isSpaced && sent.Count >= nearLimit;
                if (isBurst || isFirst)
                {
                    _spacedUntil = isBurst ? now + SpacedSeconds : _spacedUntil;
                    _pausedUntil = now + Math.Min(2 / _rateAtRefusal, MaxPauseSeconds);
                    LowerTo(isBurst ? _rateAtRefusal : Math.Max(accepted, _rateAtRefusal * MinRefusedRateFactor), now, limit);
                }
            }
            else if (!isAfterBurst && !isSpaced)
            {
                // No earlier burst explains the refusal: what was accepted is the limit.
                LowerTo(accepted, now, limit);
            }
            else if (isFirst && (isSpaced || _refusedBursts >= MaxRefusedBursts))
            {
                _refusedBursts = 0;
                LowerTo(_rateAtRefusal * RefusedRateFactor, now, limit);
            }
            else
            {
                _margin += MarginStep;
            }
        }
    }

    private static int BurstSize(double rate) => Math.Clamp((int)Math.Ceiling(rate - 1e-6), 1, MaxBurstSize);

    private static double Period(double rate) => BurstSize(rate) / rate;

    private void LowerTo(double rate, double now, double limit) =>
        (_refusedRate, _loweredAt) = (Math.Max(rate, Math.Min(MinRequestsPerSecond, limit)), now);

    private async Task WaitInQueueAsync(double limit, CancellationToken cancellationToken)
    {
        // Only the head of the queue waits for a slot: a cancelled call uses none, and a lower rate applies to all behind it.
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (RemainingWait(limit, out var slotReturned) is var wait && wait > TimeSpan.Zero)
            {
                await Task.WhenAny(Task.Delay(wait, clock, cancellationToken), slotReturned).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }

            // The semaphore may also be granted to a call that was cancelled meanwhile.
            cancellationToken.ThrowIfCancellationRequested();
            lock (_lock)
                AddSlot();
        }
        finally
        {
            _queue.Release();
        }
    }

    // In whole milliseconds, the timer's resolution: a shorter wait would return immediately and repeat.
    private TimeSpan RemainingWait(double limit, out Task slotReturned)
    {
        lock (_lock)
        {
            slotReturned = _slotReturned.Task;
            var now = Now;
            return TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, NextSlotTime(now, limit) - now) * 1000));
        }
    }

    private RateLimiterSlot AddSlot()
    {
        var now = Now;
        if (_burstRemaining <= 0)
            (_burstStarted, _burstRemaining) = (now, _burstSize);

        _burstRemaining--;
        var slot = new RateLimiterSlot { Time = _lastSlotTime = now };
        _slots.Add(slot);
        return slot;
    }

    // The time at which another request may be sent.
    private double NextSlotTime(double now, double limit)
    {
        var rate = RateAt(now, limit);
        var period = Period(rate) * (1 + Math.Min(
            _margin * _spread / Period(rate), double.IsNegativeInfinity(_refusedAt) ? MaxMarginBeforeRefusal : MaxMargin));
        _burstSize = BurstSize(rate);
        _slots.RemoveAll(slot => slot.Time + period <= now - SlotHistorySeconds);
        if (now >= _burstStarted + period)
            _burstRemaining = 0;

        var next = now < _spacedUntil ? _lastSlotTime + (1 / rate) : _burstRemaining > 0 ? now : _burstStarted + period;
        next = Math.Max(_pausedUntil, next);
        return _slots.Count < _burstSize ? next : Math.Max(next, SlotTime(_burstSize) + period);
    }

    // The time of a slot, counted from the latest.
    private double SlotTime(int fromEnd)
    {
        var times = new double[_slots.Count];
        for (var index = 0; index < times.Length; index++)
            times[index] = _slots[index].Time;

        Array.Sort(times);
        return times[^fromEnd];
    }

    // A cubic curve: steep far below the refused rate, flat around it, and steeper again well beyond.
    private double RateAt(double now, double limit)
    {
        var scale = limit * (1 - RecoveryStartRatio) / Math.Pow(RecoverySeconds, 3);
        var plateau = Math.Cbrt(_refusedRate * (1 - RecoveryStartRatio) / scale);
        return double.IsPositiveInfinity(_refusedRate)
            ? limit
            : Math.Min(limit, _refusedRate + (scale * Math.Pow(now - _loweredAt - plateau, 3)));
    }
}

internal sealed class RateLimiterSlot
{
    /// <summary>When the slot was taken or its request sent, in the limiter's seconds.</summary>
    public double Time { get; set; }

    public bool IsSent { get; set; }

    public bool IsRefused { get; set; }
}
