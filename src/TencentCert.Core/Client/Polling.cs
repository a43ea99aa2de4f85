namespace TencentCert.Core.Client;

/// <summary>
/// The pauses between looks at something that takes time: each a little longer than the one before, none beyond the
/// time limit. The caller looks, and then asks <see cref="PauseAsync"/> whether to look again.
/// </summary>
/// <param name="clock">Time.</param>
/// <param name="first">The first pause.</param>
/// <param name="longest">The pauses grow up to this; the same as <paramref name="first"/> keeps them alike.</param>
/// <param name="timeout">Time limit, counted from now; null for none.</param>
internal sealed class Polling(TimeProvider clock, TimeSpan first, TimeSpan longest, TimeSpan? timeout = null)
{
    /// <summary>
    /// The first pause where nothing is known of how long the service takes: a look is cheap, and what ends at once is not waited for.
    /// </summary>
    public static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(250);

    private readonly long _started = clock.GetTimestamp();

    /// <summary>How much longer than the one before each pause is.</summary>
    public double Growth { get; init; } = 1.25;

    /// <summary>The next pause.</summary>
    public TimeSpan Pause { get; private set; } = first;

    /// <summary>Time since it was made.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    /// <summary>Whether there is time for a whole pause and a look after it: a failed look may then be passed over.</summary>
    public bool HasTime => timeout is null || Elapsed + Pause < timeout;

    /// <summary>Pauses.</summary>
    /// <param name="cancellationToken">Ends the pause.</param>
    /// <returns>False, at once, when the time limit has passed.</returns>
    public async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        var left = timeout - Elapsed;
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        await Task.Delay(left < Pause ? left.Value : Pause, clock, cancellationToken).ConfigureAwait(false);
        Pause = Pause * Growth < longest ? Pause * Growth : longest;
        return true;
    }
}
