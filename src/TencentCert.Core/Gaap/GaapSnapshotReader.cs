using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TencentCert.Core.Gaap;

/// <summary>
/// Reads all of GAAP once: proxies and groups, their listeners, the listeners' domains. The stages overlap,
/// so that the rate limit and not the latency determines the duration.
/// </summary>
/// <param name="client">Client.</param>
/// <param name="throttleLimit">Requests of a kind in progress at the same time.</param>
public sealed class GaapSnapshotReader(ApiClient client, int throttleLimit = Concurrency.DefaultThrottleLimit)
{
    private readonly GaapReader _reader = new(client);

    /// <summary>Scans. An unreadable listener is in the result with its failure; an unreadable list fails the scan.</summary>
    /// <param name="progress">Called with the number of listeners read so far.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<GaapSnapshot> ReadAsync(Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var found = new ConcurrentDictionary<(bool IsGroup, int Owner, int Number), GaapListenerSnapshot>();
        await ScanAsync(
            (place, listener) =>
            {
                found[place] = listener;
                progress?.Invoke(found.Count);
            },
            cancellationToken).ConfigureAwait(false);
        return new GaapSnapshot([.. found.OrderBy(pair => pair.Key).Select(pair => pair.Value)]);
    }

    /// <summary>Begins a scan and returns each listener as soon as it is read. Can be enumerated once.</summary>
    /// <param name="progress">Called with the number of listeners read so far.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public IAsyncEnumerable<GaapListenerSnapshot> BeginReading(Action<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var count = 0;
        return Begin(
            (found, stop) => ScanAsync(
                (_, listener) =>
                {
                    found(listener);
                    progress?.Invoke(Interlocked.Increment(ref count));
                },
                stop),
            cancellationToken);
    }

    private async Task ScanAsync(
        Action<(bool IsGroup, int Owner, int Number), GaapListenerSnapshot> found, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = linked.Token;
        var owners = Channel.CreateUnbounded<Owner>();
        var listeners = Channel.CreateUnbounded<((bool IsGroup, int Owner, int Number) Place, GaapListener Listener, string? Version)>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = throttleLimit, CancellationToken = token };

        Task[] stages =
        [
            RunStageAsync(() => ReadOwnersAsync(owners.Writer, token), owners.Writer, linked),
            RunStageAsync(
                () => Parallel.ForEachAsync(owners.Reader.ReadAllAsync(token), parallel, async (owner, stop) =>
                {
                    var number = 0;
                    await foreach (var listener in _reader.ListenersAsync(owner.ProxyId, owner.GroupId, stop).ConfigureAwait(false))
                    {
                        await listeners.Writer.WriteAsync(
                            ((owner.GroupId is not null, owner.Number, number++), listener, owner.Version), stop).ConfigureAwait(false);
                    }
                }),
                listeners.Writer,
                linked),
            RunStageAsync<object>(
                () => Parallel.ForEachAsync(
                    listeners.Reader.ReadAllAsync(token), parallel, async (item, stop) =>
                        found(item.Place, await ReadAsync(item.Listener, item.Version, stop).ConfigureAwait(false))),
                null,
                linked),
        ];
        await Task.WhenAll(stages).ConfigureAwait(false);
    }

    internal async Task<GaapSnapshot> ReadAsync(IReadOnlyCollection<string> listenerIds, CancellationToken cancellationToken)
    {
        var read = await BeginReading(listenerIds, cancellationToken).ToListAsync().ConfigureAwait(false);
        var found = read.ToDictionary(listener => listener.Listener.ListenerId, StringComparer.Ordinal);
        return new GaapSnapshot([.. listenerIds.Select(id => found[id])]);
    }

    /// <summary>Reads only some listeners, and returns each as soon as it is read. Can be enumerated once.</summary>
    internal IAsyncEnumerable<GaapListenerSnapshot> BeginReading(
        IReadOnlyCollection<string> listenerIds, CancellationToken cancellationToken) => Begin(
            (found, stop) => Parallel.ForEachAsync(
                listenerIds,
                new ParallelOptions { MaxDegreeOfParallelism = throttleLimit, CancellationToken = stop },
                async (id, token) => found(await ReadAsync(id, token).ConfigureAwait(false))),
            cancellationToken);

    private static IAsyncEnumerable<GaapListenerSnapshot> Begin(
        Func<Action<GaapListenerSnapshot>, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        var found = Channel.CreateUnbounded<GaapListenerSnapshot>();
        _ = Task.Run(ReadAsync, CancellationToken.None);
        return found.Reader.ReadAllAsync(CancellationToken.None);

        async Task ReadAsync()
        {
            try
            {
                await read(listener => found.Writer.TryWrite(listener), cancellationToken).ConfigureAwait(false);
                found.Writer.Complete();
            }
#pragma warning disable CA1031 // Not swallowed: who reads the listeners gets it.
            catch (Exception problem)
#pragma warning restore CA1031
            {
                found.Writer.Complete(problem);
            }
        }
    }

    private async Task<GaapListenerSnapshot> ReadAsync(string listenerId, CancellationToken cancellationToken)
    {
        try
        {
            var listener = await _reader.ListenerAsync(listenerId, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(listener, null, cancellationToken).ConfigureAwait(false);
        }
        catch (TencentCertException failure) when (!failure.FailsEveryCall)
        {
            return new GaapListenerSnapshot(new GaapListener { ListenerId = listenerId }, null, [], failure);
        }
    }

    private async Task ReadOwnersAsync(ChannelWriter<Owner> owners, CancellationToken cancellationToken)
    {
        var groups = ReadGroupsAsync();
        var number = 0;
        await foreach (var proxy in _reader.ProxiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            // Listeners of a grouped proxy belong to its group.
            if (proxy.GroupId is null)
                await owners.WriteAsync(new Owner(number++, proxy.ProxyId, null, proxy.Version), cancellationToken).ConfigureAwait(false);
        }

        await groups.ConfigureAwait(false);

        async Task ReadGroupsAsync()
        {
            var place = 0;
            await foreach (var group in _reader.GroupsAsync(cancellationToken).ConfigureAwait(false))
                await owners.WriteAsync(new Owner(place++, null, group.GroupId, group.Version), cancellationToken).ConfigureAwait(false);
        }
    }

    // An unreadable listener is part of the result; a failure that affects every call fails the scan.
    private async Task<GaapListenerSnapshot> ReadAsync(GaapListener listener, string? version, CancellationToken cancellationToken)
    {
        var readAt = client.Clock.GetTimestamp();
        try
        {
            return new GaapListenerSnapshot(
                listener, version, await _reader.DomainsAsync(listener, cancellationToken).ConfigureAwait(false)) { ReadAt = readAt };
        }
        catch (TencentCertException failure) when (!failure.FailsEveryCall)
        {
            return new GaapListenerSnapshot(listener, version, [], failure);
        }
    }

    // The end of this stage completes the next one; a failed stage ends all.
    private static async Task RunStageAsync<T>(Func<Task> work, ChannelWriter<T>? next, CancellationTokenSource all)
    {
        try
        {
            await work().ConfigureAwait(false);
            next?.Complete();
        }
        catch (Exception problem)
        {
            next?.TryComplete(problem);
            await all.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed record Owner(int Number, string? ProxyId, string? GroupId, string? Version);
}
