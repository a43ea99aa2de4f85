namespace TencentCert.Core.Api;

/// <summary>
/// Spaces the calls of one action evenly at the account's rate. A refusal halves the rate for all users of the
/// connection; it comes back by a twentieth of the ceiling each second.
/// </summary>
internal sealed class Pacer
{
    private const double RecoveryPerSecond = 0.05;

    private readonly double _ceiling;
    private readonly TimeProvider _clock;
    private readonly object _lock = new();
    private double _rate;
    private long _next;
    private long _slowedAt;

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
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan wait;
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            var turn = Math.Max(now, _next);
            _next = turn + (long)(_clock.TimestampFrequency / CurrentRate(now));
            wait = _clock.GetElapsedTime(now, turn);
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, _clock, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>The service refused a call for its rate.</summary>
    public void Throttled()
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();

            // Many calls in flight are refused together; they are one signal.
            if (_slowedAt != 0 && _clock.GetElapsedTime(_slowedAt, now) < TimeSpan.FromSeconds(1))
            {
                return;
            }

            _rate = Math.Max(CurrentRate(now) / 2, Math.Min(0.5, _ceiling));
            _slowedAt = now;
            _next = Math.Max(_next, now + (long)(_clock.TimestampFrequency / _rate));
        }
    }

    private double CurrentRate(long now) =>
        _slowedAt == 0 ? _ceiling : Math.Min(_ceiling, _rate + (_ceiling * RecoveryPerSecond * _clock.GetElapsedTime(_slowedAt, now).TotalSeconds));
}
