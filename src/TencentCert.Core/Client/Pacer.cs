namespace TencentCert.Core.Client;

#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose of.
/// <summary>
/// Spaces the calls of one action evenly at the account's rate. A refusal halves the rate for all users of the
/// connection; it comes back by a twentieth of the ceiling each second.
/// </summary>
internal sealed class Pacer
{
    private const double RecoveryPerSecond = 0.05;

    private readonly double _ceiling;
    private readonly TimeProvider _clock;
    private readonly SemaphoreSlim _line = new(1, 1);
    private readonly object _lock = new();
    private double _rate;
    private long _next;
    private long? _slowedAt;

    /// <summary>Creates a pacer.</summary>
    /// <param name="ceiling">Requests a second when all is well.</param>
    /// <param name="clock">Time.</param>
    public Pacer(double ceiling, TimeProvider clock)
    {
        _ceiling = _rate = ceiling;
        _clock = clock;
        _next = clock.GetTimestamp();
    }

    /// <summary>Requests a second at this moment.</summary>
    public double Rate
    {
        get
        {
            lock (_lock)
            {
                return CurrentRate(_clock.GetTimestamp());
            }
        }
    }

    /// <summary>Waits for this call's turn.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && TookTurnAtOnce() ? Task.CompletedTask : WaitInLineAsync(cancellationToken);

    /// <summary>The turn that was taken last, or one like it, is not used.</summary>
    public void GiveBack()
    {
        lock (_lock)
        {
            _next -= (long)(_clock.TimestampFrequency / CurrentRate(_clock.GetTimestamp()));
        }
    }

    /// <summary>The service refused a call for its rate.</summary>
    public void Throttled()
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();

            // Many calls in flight are refused together; they are one signal.
            if (_slowedAt is { } slowedAt && _clock.GetElapsedTime(slowedAt, now) < TimeSpan.FromSeconds(1))
            {
                return;
            }

            _rate = Math.Max(CurrentRate(now) / 2, Math.Min(0.5, _ceiling));
            _slowedAt = now;
            _next = Math.Max(_next, now + (long)(_clock.TimestampFrequency / _rate));
        }
    }

    private async Task WaitInLineAsync(CancellationToken cancellationToken)
    {
        // Only the head of the line has a turn: a call that gives up costs none, and a slower rate holds for all behind it.
        await _line.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var waited = false;
            while (Remaining() is var wait && wait > TimeSpan.Zero)
            {
                waited = true;
                await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
            }

            // The line is handed on to one who has given up meanwhile, too.
            cancellationToken.ThrowIfCancellationRequested();
            TakeTurn(waited);
        }
        finally
        {
            _line.Release();
        }
    }

    // In whole milliseconds, the timer's own grain: a shorter wait would end at once and be asked for again.
    private TimeSpan Remaining()
    {
        lock (_lock)
        {
            return TimeSpan.FromMilliseconds(Math.Ceiling(_clock.GetElapsedTime(_clock.GetTimestamp(), _next).TotalMilliseconds));
        }
    }

    // Whoever waits in line comes first.
    private bool TookTurnAtOnce()
    {
        lock (_lock)
        {
            if (_line.CurrentCount == 0 || _clock.GetTimestamp() < _next)
            {
                return false;
            }

            TakeTurn(waited: false);
            return true;
        }
    }

    // After a wait the turn counts from when it was due: a late timer costs no throughput.
    private void TakeTurn(bool waited)
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            _next = (waited ? _next : now) + (long)(_clock.TimestampFrequency / CurrentRate(now));
        }
    }

    private double CurrentRate(long now) =>
        _slowedAt is { } slowedAt
            ? Math.Min(_ceiling, _rate + (_ceiling * RecoveryPerSecond * _clock.GetElapsedTime(slowedAt, now).TotalSeconds))
            : _ceiling;
}
