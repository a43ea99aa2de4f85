namespace TencentCert.Core.Client;

/// <summary>
/// The pauses between polls of a long operation: each a little longer than the one before, within the time limit, which starts now; null
/// for none. The caller polls, then calls <see cref="PauseAsync"/> to learn whether to poll again.
/// </summary>
internal sealed class Polling(TimeProvider clock, TimeSpan firstPause, TimeSpan maxPause, TimeSpan? timeout = null)
{
    /// <summary>The first pause of an operation of unknown duration: a poll is cheap, and a quick operation ends at once.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private readonly long _started = clock.GetTimestamp();

    public double Growth { get; init; } = 1.25;

    public TimeSpan Pause { get; private set; } = firstPause;

    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    /// <summary>Whether there is time for a full pause and another poll; a failed poll may then be ignored.</summary>
    public bool HasTime => timeout is null || Elapsed + Pause < timeout;

    /// <summary>Whether a poll has succeeded: a failure after it is transient.</summary>
    public bool HasRead { get; set; }

    /// <summary>Polls; after a poll that succeeded, again after each outage while <see cref="HasTime"/>.</summary>
    public async Task<T> ReadAsync<T>(Func<Task<T>> poll, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var result = await poll().ConfigureAwait(false);
                HasRead = true;
                return result;
            }
            catch (TencentCertException outage) when (outage.IsOutage && HasRead && HasTime)
            {
                await PauseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Pauses; returns false, immediately, when the time limit has passed.</summary>
    public async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        var left = timeout - Elapsed;
        if (left <= TimeSpan.Zero)
            return false;

        await Task.Delay(left < Pause ? left.Value : Pause, clock, cancellationToken).ConfigureAwait(false);
        Pause = Pause * Growth < maxPause ? Pause * Growth : maxPause;
        return true;
    }
}
