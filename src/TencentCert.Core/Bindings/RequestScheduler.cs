using TencentCert.Core.Json;
using RequestQueue = System.Collections.Generic.PriorityQueue<System.Threading.Tasks.TaskCompletionSource, (int, long)>;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Sends requests at each action's rate limit by priority, with a limited concurrency. The listener with the most remaining work has the
/// highest priority, so that the longest queue does not finish last. After a failure that every call would share, nothing more is
/// sent, and every queued request fails with it.
/// </summary>
internal sealed class RequestScheduler(ApiClient client, int maxConcurrent, SharedFailure shared, CancellationToken stop) : IDisposable
{
    private readonly SemaphoreSlim _concurrency = new(maxConcurrent, maxConcurrent);
    private readonly Dictionary<ApiAction, RequestQueue> _queues = [];
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(shared.Token);
    private long _nextNumber;

    /// <summary>Sends a request, created immediately before, when a slot of the rate limit is granted.</summary>
    public async Task<ApiAnswer<TResponse>> SendAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action, int priority, Func<TRequest> request)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse> =>
        (await TrySendAsync(action, priority, request, static () => new ApiCallOptions()).ConfigureAwait(false))!;

    /// <summary>Sends a request, created immediately before, when a slot is granted; null passes the slot on to the next one.</summary>
    public async Task<ApiAnswer<TResponse>?> TrySendAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action, int priority, Func<TRequest?> request, Func<ApiCallOptions> options)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse>
    {
        var queue = await WaitForSlotAsync(action, priority).ConfigureAwait(false);
        var isPassedOn = false;
        try
        {
            if (request() is { } body)
                return await client.SendAsync(action, body, options() with { HasSlot = true }, stop).ConfigureAwait(false);

            isPassedOn = Dequeue(queue)?.TrySetResult() == true;
            if (!isPassedOn)
                client.ReturnSlot(action);

            return null;
        }
        catch (TencentCertException failure) when (failure.FailsEveryCall)
        {
            shared.Stop(failure);
            throw;
        }
        finally
        {
            if (!isPassedOn)
                _concurrency.Release();
        }
    }

    public int QueueLength(ApiAction action)
    {
        lock (_queues)
            return _queues.TryGetValue(action, out var queue) ? queue.Count : 0;
    }

    /// <summary>Returns pending slots: a request that received a passed-on slot does not need its own.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _concurrency.Dispose();
    }

    private async Task<RequestQueue> WaitForSlotAsync(ApiAction action, int priority)
    {
        var granted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RequestQueue queue;
        lock (_queues)
        {
            queue = _queues.TryGetValue(action, out var known) ? known : _queues[action] = new RequestQueue();

            // The lowest comes first: the highest priority, and of equal ones the oldest.
            queue.Enqueue(granted, (-priority, _nextNumber++));
        }

        _ = GrantSlotAsync(action, queue);
        await granted.Task.ConfigureAwait(false);
        return queue;
    }

    // One grant for each queued request, with its slot booked in advance: a late wake-up delays one request only. The recipient is
    // chosen when the slot is due.
    private async Task GrantSlotAsync(ApiAction action, RequestQueue queue)
    {
        try
        {
            await AcquireAsync(action).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            var unsent = Dequeue(queue);
            if (shared.Unsent is { } failure)
                unsent?.SetException(failure);
            else
                unsent?.SetCanceled(stop);

            return;
        }
        catch (ObjectDisposedException)
        {
            // The run ended before a slot that is no longer needed.
            return;
        }

        if (Dequeue(queue) is { } granted)
        {
            granted.SetResult();
        }
        else
        {
            client.ReturnSlot(action);
            _concurrency.Release();
        }
    }

    // Acquires a slot of the rate limit and a place among the concurrent requests. Neither is held while the other is waited for: slots
    // of a stall would all be used at once when it ends, and the places of one action's next burst would block the other actions.
    private async Task AcquireAsync(ApiAction action)
    {
        while (true)
        {
            shared.Token.ThrowIfCancellationRequested();
            await client.AcquireSlotAsync(action, _end.Token).ConfigureAwait(false);
            if (await _concurrency.WaitAsync(TimeSpan.Zero, _end.Token).ConfigureAwait(false))
                return;

            client.ReturnSlot(action);
            await _concurrency.WaitAsync(_end.Token).ConfigureAwait(false);
            if (!shared.Token.IsCancellationRequested && client.TryAcquireSlot(action))
                return;

            _concurrency.Release();
        }
    }

    // Null when a passed-on slot has served the last queued request.
    private TaskCompletionSource? Dequeue(RequestQueue queue)
    {
        lock (_queues)
            return queue.TryDequeue(out var granted, out _) ? granted : null;
    }
}
