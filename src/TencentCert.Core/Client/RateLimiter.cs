namespace TencentCert.Core.Client;

#pragma warning disable CA1001 // A SemaphoreSlim without a wait handle has nothing to dispose.
/// <summary>
/// Keeps the calls of one action of an account below the service's limit, for a token bucket, a sliding second and a calendar second: in
/// any second, no more requests than the limit are sent. A token bucket accepts that. A service that counts seconds refuses a request when
/// travel times differ; from then on, a request occupies its slot for the time its response took beyond the fastest one, up to a margin. A
/// refusal that the margin does not explain lowers the rate a little; the rate recovers quickly to just below the refused one, and slowly
/// above it.
/// </summary>
/// <param name="clock">Time.</param>
internal sealed class RateLimiter(TimeProvider clock)
{
    /// <summary>Rate after a refusal, relative to the refused rate.</summary>
    private const double StepDown = 0.98;

    /// <summary>Lower bound of the relative rate after a refusal far below the limit.</summary>
    private const double LargestStepDown = 0.8;

    /// <summary>A refusal below this part of the rate means a lower limit; above it, jitter.</summary>
    private const double NearTheLimit = 0.85;

    private const double LowestRate = 0.5;
    private const double RecoverySeconds = 15;
    private const double LongestPauseSeconds = 0.25;

    // Extra time of a slot due to jitter; grows with refusals, shrinks slowly without. Zero at first, since a token bucket needs none.
    private const double FirstMarginSeconds = 0.05;
    private const double LargestMarginSeconds = 0.2;
    private const double MarginStepSeconds = 0.04;
    private const double MarginDecaySeconds = 0.00002;

    // The fastest response is that of the last one to two periods, to adapt to a network that has become slower.
    private const double FastestAnswerSeconds = 60;

    // A refusal is judged by the requests sent before it, and its response arrives later.
    private const double RememberedSeconds = 2;

    // Requests may follow each other this much faster than the rate, to make up for delays.
    private const double CatchUp = 2;

    // Above this rate a shorter period is used: sorting thousands of slots for each request would cost more than it saves.
    private const int MostPlaces = 100;

    private readonly SemaphoreSlim _line = new(1, 1);
    private readonly object _lock = new();
    private readonly long _origin = clock.GetTimestamp();
    private readonly List<RateLimiterSlot> _slots = [];
    private double _last = double.NegativeInfinity;
    private double _pausedUntil = double.NegativeInfinity;
    private double _refusedAt = double.NegativeInfinity;
    private double _slowedAt = double.NegativeInfinity;
    private double _refusedRate = double.PositiveInfinity;
    private double _margin;
    private double _fastestSince = double.NegativeInfinity;
    private double _fastest = double.PositiveInfinity;
    private double _fastestBefore = double.PositiveInfinity;

    private double Now => clock.GetElapsedTime(_origin).TotalSeconds;

    /// <summary>Current rate in requests a second.</summary>
    /// <param name="limit">Documented limit in requests a second.</param>
    public double Rate(double limit)
    {
        lock (_lock)
        {
            return RateAt(Now, limit);
        }
    }

    /// <summary>Waits for a slot to send.</summary>
    /// <param name="limit">Documented limit in requests a second.</param>
    /// <param name="cancellationToken">Leaves the queue; no slot is used.</param>
    public Task WaitAsync(double limit, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && TookTurnAtOnce(limit)
            ? Task.CompletedTask
            : WaitInLineAsync(limit, cancellationToken);

    /// <summary>Marks a granted slot as sent.</summary>
    public RateLimiterSlot Begin()
    {
        lock (_lock)
        {
            var slot = _slots.Find(static slot => !slot.IsSent) ?? Add();
            slot.IsSent = true;
            slot.Time = Now;
            return slot;
        }
    }

    /// <summary>Returns an unused slot.</summary>
    public void GiveBack()
    {
        lock (_lock)
        {
            if (_slots.FindLastIndex(static slot => !slot.IsSent) is >= 0 and var index)
            {
                _slots.RemoveAt(index);
                _last = double.NegativeInfinity;
            }
        }
    }

    /// <summary>Ends a slot: a response arrived, or none will.</summary>
    /// <param name="slot">The slot of its request.</param>
    public void End(RateLimiterSlot slot)
    {
        lock (_lock)
        {
            var now = Now;
            var took = now - slot.Time;
            if (now >= _fastestSince + FastestAnswerSeconds)
            {
                (_fastestSince, _fastestBefore, _fastest) = (now, _fastest, double.PositiveInfinity);
            }

            _fastest = Math.Min(_fastest, took);
            _margin = Math.Max(0, _margin - MarginDecaySeconds);
            slot.AnsweredAfter = took;
        }
    }

    /// <summary>The service refused a request because of the rate limit.</summary>
    /// <param name="slot">The slot of the request.</param>
    /// <param name="limit">Documented limit in requests a second.</param>
    public void Refuse(RateLimiterSlot slot, double limit)
    {
        lock (_lock)
        {
            slot.IsRefused = true;

            // Concurrent requests are refused together and count as one signal.
            if (slot.Time <= _refusedAt)
            {
                return;
            }

            var now = Now;
            var rate = RateAt(now, limit);
            var accepted = _slots.Count(other => !other.IsRefused && other.Time < slot.Time && other.Time > slot.Time - 1);
            var isNear = accepted >= rate * NearTheLimit;
            _refusedAt = now;
            _pausedUntil = now + Math.Min(2 / rate, LongestPauseSeconds);

            // Jitter beyond the margin explains a refusal at the limit; the rate stays.
            if (!isNear || _margin >= LargestMarginSeconds || !_slots.Exists(other => Lateness(other) > _margin))
            {
                _refusedRate = Math.Max(isNear ? rate : Math.Max(accepted, rate * LargestStepDown), Math.Min(LowestRate, limit));
                _slowedAt = now;
            }

            _margin = Math.Clamp(_margin + MarginStepSeconds, FirstMarginSeconds, LargestMarginSeconds);
        }
    }

    private async Task WaitInLineAsync(double limit, CancellationToken cancellationToken)
    {
        // Only the head of the queue waits for a slot: a cancelled call uses none, and a lower rate applies to all behind it.
        await _line.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (Remaining(limit) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }

            // The semaphore may also be granted to a call that was cancelled meanwhile.
            cancellationToken.ThrowIfCancellationRequested();
            lock (_lock)
            {
                Add();
            }
        }
        finally
        {
            _line.Release();
        }
    }

    // In whole milliseconds, the timer's resolution: a shorter wait would return immediately and repeat.
    private TimeSpan Remaining(double limit)
    {
        lock (_lock)
        {
            var now = Now;
            return TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, Due(now, limit) - now) * 1000));
        }
    }

    // Queued calls come first.
    private bool TookTurnAtOnce(double limit)
    {
        lock (_lock)
        {
            var now = Now;
            if (_line.CurrentCount == 0 || Due(now, limit) > now)
            {
                return false;
            }

            Add();
            return true;
        }
    }

    private RateLimiterSlot Add()
    {
        var slot = new RateLimiterSlot { Time = _last = Now };
        _slots.Add(slot);
        return slot;
    }

    // The time at which another request may be sent.
    private double Due(double now, double limit)
    {
        var rate = RateAt(now, limit);
        var places = Math.Clamp((int)Math.Ceiling(rate - 1e-6), 1, MostPlaces);
        var period = places / rate;
        _slots.RemoveAll(slot => FreeAt(slot, period) <= now - RememberedSeconds);
        var due = Math.Max(_pausedUntil, _last + (1 / (CatchUp * rate)));
        if (_slots.Count < places)
        {
            return due;
        }

        var taken = _slots.Select(slot => FreeAt(slot, period)).Where(free => free > now).Order().ToArray();
        return taken.Length < places ? due : Math.Max(due, taken[^places]);
    }

    private double FreeAt(RateLimiterSlot slot, double period) => slot.Time + period + Math.Min(Lateness(slot) ?? _margin, _margin);

    // The latest possible arrival, relative to the fastest request.
    private double? Lateness(RateLimiterSlot slot) =>
        slot.AnsweredAfter is { } took ? Math.Max(0, took - Math.Min(_fastest, _fastestBefore)) : null;

    // A cubic curve: steep far below the refused rate, flat around it, and steeper again well beyond.
    private double RateAt(double now, double limit)
    {
        var scale = limit * (1 - StepDown) / Math.Pow(RecoverySeconds, 3);
        var plateau = Math.Cbrt(_refusedRate * (1 - StepDown) / scale);
        return double.IsPositiveInfinity(_refusedRate)
            ? limit
            : Math.Min(limit, _refusedRate + (scale * Math.Pow(now - _slowedAt - plateau, 3)));
    }
}

/// <summary>A request's slot in a <see cref="RateLimiter"/>.</summary>
internal sealed class RateLimiterSlot
{
    /// <summary>When the slot was taken or its request sent, in the limiter's seconds.</summary>
    public double Time { get; set; }

    /// <summary>Whether its request has been sent.</summary>
    public bool IsSent { get; set; }

    /// <summary>Whether the service refused its request because of the rate limit.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Seconds from sending to the response; null while there is none.</summary>
    public double? AnsweredAfter { get; set; }
}
