using System.Collections.Concurrent;
using TencentCert.Core.Client;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Repeats handshakes until one passes: edges apply a change a little later than the API. An address without any certificate is
/// abandoned sooner, because an unresolved name or a closed port does not recover within the wait.
/// </summary>
/// <param name="clock">Time.</param>
/// <param name="atOnce">Number of concurrent handshakes; the pauses between them do not count.</param>
internal sealed class ProofAttempts(TimeProvider clock, int atOnce) : IDisposable
{
    /// <summary>Time for one handshake.</summary>
    public static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan UnansweredLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestHandshake = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _places = new(atOnce);

    // One wait is enough for all domains tested at the same address.
    private readonly ConcurrentDictionary<string, bool> _givenUp = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Attempts until one passes.</summary>
    /// <typeparam name="T">Result of an attempt.</typeparam>
    /// <param name="timeout">How long to continue while another certificate is served.</param>
    /// <param name="attempt">One handshake with its timeout.</param>
    /// <param name="outcomeOf">Outcome of an attempt.</param>
    /// <param name="cancellationToken">Stops the attempts.</param>
    /// <returns>The first attempt that passed, or the last that did not.</returns>
    public async Task<T> RunAsync<T>(
        TimeSpan timeout, Func<TimeSpan, CancellationToken, Task<T>> attempt, Func<T, ProofOutcome> outcomeOf,
        CancellationToken cancellationToken)
    {
        var polling = new Polling(clock, FirstPause, LongestPause, timeout) { Growth = 2 };
        TimeSpan? unansweredSince = null;
        while (true)
        {
            var (proof, started) = await AttemptAsync(polling, unansweredSince, attempt, cancellationToken).ConfigureAwait(false);
            var (passed, isAnswered, address) = outcomeOf(proof);
            unansweredSince = isAnswered ? null : unansweredSince ?? started;
            var isGivenUp = unansweredSince is { } since
                && (polling.Elapsed + polling.Pause >= since + UnansweredLimit || _givenUp.ContainsKey(address ?? ""));
            if (isGivenUp && address is not null)
            {
                _givenUp[address] = true;
            }

            if (passed || isGivenUp || !polling.HasTime)
            {
                return proof;
            }

            await polling.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();

    private async Task<(T Proof, TimeSpan Started)> AttemptAsync<T>(
        Polling polling, TimeSpan? unansweredSince, Func<TimeSpan, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var started = polling.Elapsed;
            var left = UnansweredLimit - (started - (unansweredSince ?? started));
            var limit = left > HandshakeLimit ? HandshakeLimit : left > ShortestHandshake ? left : ShortestHandshake;
            return (await attempt(limit, cancellationToken).ConfigureAwait(false), started);
        }
        finally
        {
            _places.Release();
        }
    }
}

/// <summary>What one handshake of a verification showed.</summary>
/// <param name="Passed">Whether the served certificate is the expected one.</param>
/// <param name="IsAnswered">Whether any certificate was served.</param>
/// <param name="Address">Address of the handshake; null without one.</param>
internal readonly record struct ProofOutcome(bool Passed, bool IsAnswered, string? Address);
