using System.Collections.Concurrent;
using TencentCert.Core.Certificates;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Repeats handshakes until one passes: edges apply a change a little later than the API. An address without any certificate is
/// abandoned sooner, because an unresolved name or a closed port does not recover within the wait.
/// </summary>
internal sealed class HandshakeRetry(TimeProvider clock, int maxConcurrent = HandshakeRetry.DefaultMaxConcurrent) : IDisposable
{
    public const int DefaultMaxConcurrent = 8;

    private static readonly TimeSpan UnansweredTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MinHandshakeTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _concurrency = new(maxConcurrent);

    // One wait is enough for all domains tested at the same address.
    private readonly ConcurrentDictionary<string, bool> _abandonedAddresses = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Attempts until one passes, for as long as the timeout while another certificate is served; the last is returned.</summary>
    public async Task<T> RunAsync<T>(
        TimeSpan timeout, Func<TimeSpan, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
        where T : ServedCertificateTest
    {
        var polling = new Polling(clock, FirstPause, MaxPause, timeout) { Growth = 2 };
        TimeSpan? unansweredSince = null;
        while (true)
        {
            T test;
            TimeSpan started;
            await _concurrency.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                started = polling.Elapsed;
                var remaining = UnansweredTimeout - (started - (unansweredSince ?? started));
                var limit = TimeSpan.FromTicks(Math.Clamp(remaining.Ticks, MinHandshakeTimeout.Ticks, TlsHandshake.MaxTimeout.Ticks));
                test = await attempt(limit, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _concurrency.Release();
            }

            unansweredSince = test.ServedThumbprint is not null ? null : unansweredSince ?? started;
            var isAbandoned = unansweredSince is { } since
                && (polling.Elapsed + polling.Pause >= since + UnansweredTimeout
                    || _abandonedAddresses.ContainsKey(test.ConnectedTo ?? ""));
            if (isAbandoned && test.ConnectedTo is { } address)
                _abandonedAddresses[address] = true;

            if (test.Passed || isAbandoned || !polling.HasTime)
                return test;

            await polling.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _concurrency.Dispose();
}
