using TencentCert.Core.Client;
using TencentCert.Core.Json;

namespace TencentCert.Core.Bindings;

/// <summary>
/// Sends requests at each action's rate limit by priority, with a limited concurrency. The listener with the most remaining work has the
/// highest priority, so that the longest queue does not finish last. After a failure that every call would share, nothing more is
/// sent, and every waiting request fails with it.
/// </summary>
/// <param name="client">Client whose connection has the rate limits.</param>
/// <param name="limit">Number of concurrent requests.</param>
/// <param name="shared">Failure that ends all waiting.</param>
/// <param name="stop">Stops everything immediately.</param>
internal sealed class RequestScheduler(ApiClient client, int limit, SharedFailure shared, CancellationToken stop) : IDisposable
{
    private readonly SemaphoreSlim _underWay = new(limit, limit);
    private readonly Dictionary<ApiAction, Line> _lines = [];
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(shared.Token);

    /// <summary>Sends a request when its turn comes.</summary>
    /// <param name="action">Action.</param>
    /// <param name="urgency">Priority; the highest goes first.</param>
    /// <param name="request">Creates the request immediately before sending.</param>
    public async Task<ApiAnswer<TResponse>> SendAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action, int urgency, Func<TRequest> request)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse> =>
        (await TrySendAsync(action, urgency, request, static () => new ApiCallOptions()).ConfigureAwait(false))!;

    /// <summary>Sends a request when its turn comes, if it is still needed; otherwise the turn goes to the next request.</summary>
    /// <param name="action">Action.</param>
    /// <param name="urgency">Priority; the highest goes first.</param>
    /// <param name="request">Creates the request immediately before sending; null passes the turn on.</param>
    /// <param name="options">Options of the call, created with the request.</param>
    public async Task<ApiAnswer<TResponse>?> TrySendAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action, int urgency, Func<TRequest?> request, Func<ApiCallOptions> options)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireResponse<TResponse>
    {
        var line = await WaitAsync(action, urgency).ConfigureAwait(false);
        var isPassedOn = false;
        try
        {
            if (request() is { } made)
            {
                return await client.SendAsync(action, made, options() with { TurnTaken = true }, stop).ConfigureAwait(false);
            }

            isPassedOn = Next(line)?.TrySetResult() == true;
            if (!isPassedOn)
            {
                client.GiveTurnBack(action);
            }

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
            {
                _underWay.Release();
            }
        }
    }

    /// <summary>Number of requests waiting for an action's turn.</summary>
    public int Waiting(ApiAction action)
    {
        lock (_lines)
        {
            return _lines.TryGetValue(action, out var line) ? line.Waiting.Count : 0;
        }
    }

    /// <summary>Returns pending turns: a request that received a passed-on turn does not need its own.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _underWay.Dispose();
    }

    private async Task<Line> WaitAsync(ApiAction action, int urgency)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Line line;
        lock (_lines)
        {
            line = _lines.TryGetValue(action, out var known) ? known : _lines[action] = new Line();
            line.Waiting.Enqueue(turn, (-urgency, line.Number++));
        }

        _ = GrantAsync(action, line);
        await turn.Task.ConfigureAwait(false);
        return line;
    }

    // One grant for each waiting request, with its turn booked in advance: a late wake-up delays one request only. The recipient is
    // chosen when the turn comes.
    private async Task GrantAsync(ApiAction action, Line line)
    {
        try
        {
            await client.TakeTurnAsync(action, _end.Token).ConfigureAwait(false);
            if (!await _underWay.WaitAsync(TimeSpan.Zero, _end.Token).ConfigureAwait(false))
            {
                // Otherwise the turns of a stall would accumulate and all be used at once when it ends.
                client.GiveTurnBack(action);
                await _underWay.WaitAsync(_end.Token).ConfigureAwait(false);
                await client.TakeTurnAsync(action, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            var unsent = Next(line);
            if (shared.Unsent is { } failure)
            {
                unsent?.SetException(failure);
            }
            else
            {
                unsent?.SetCanceled(stop);
            }

            return;
        }
        catch (ObjectDisposedException)
        {
            // The run ended before a turn that is no longer needed.
            return;
        }

        if (Next(line) is { } turn)
        {
            turn.SetResult();
        }
        else
        {
            client.GiveTurnBack(action);
            _underWay.Release();
        }
    }

    // Null when a passed-on turn has served the last waiting request.
    private TaskCompletionSource? Next(Line line)
    {
        lock (_lines)
        {
            return line.Waiting.TryDequeue(out var turn, out _) ? turn : null;
        }
    }

    private sealed class Line
    {
        public PriorityQueue<TaskCompletionSource, (int Urgency, long Number)> Waiting { get; } = new();

        public long Number { get; set; }
    }
}
