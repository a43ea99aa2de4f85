using TencentCert.Core.Client;
using TencentCert.Core.Errors;
using TencentCert.Core.Json;


namespace TencentCert.Core.Bindings;

/// <summary>
/// Sends requests at each action's rate limit, the most urgent first, and no more than a number at the same time. The
/// listener with most work left is the most urgent, so that the longest one does not end last. After a failure that every
/// call would share nothing more is sent, and every waiting request fails with it.
/// </summary>
/// <param name="client">Its connection's pace.</param>
/// <param name="limit">Requests under way at the same time.</param>
/// <param name="shared">A failure that ends all waiting.</param>
/// <param name="stop">Stops everything at once.</param>
internal sealed class RequestScheduler(ApiClient client, int limit, SharedFailure shared, CancellationToken stop) : IDisposable
{
    private readonly SemaphoreSlim _underWay = new(limit, limit);
    private readonly Dictionary<ApiAction, Line> _lines = [];
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(shared.Token);

    /// <summary>Sends a request when its turn has come.</summary>
    /// <param name="action">Action.</param>
    /// <param name="urgency">Greater goes first.</param>
    /// <param name="request">Made at the last moment.</param>
    public async Task<ApiAnswer<TResponse>> SendAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action, int urgency, Func<TRequest> request)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireAnswer<TResponse> =>
        (await TrySendAsync(action, urgency, request, static () => new ApiCallOptions()).ConfigureAwait(false))!;

    /// <summary>Sends a request when its turn has come and it is still to be sent; else the turn goes to the next in line.</summary>
    /// <param name="action">Action.</param>
    /// <param name="urgency">Greater goes first.</param>
    /// <param name="request">Made at the last moment; null passes the turn on.</param>
    /// <param name="options">Options of the call; made with it.</param>
    public async Task<ApiAnswer<TResponse>?> TrySendAsync<TRequest, TResponse>(
        ApiAction<TRequest, TResponse> action, int urgency, Func<TRequest?> request, Func<ApiCallOptions> options)
        where TRequest : class, IWireRequest
        where TResponse : class, IWireAnswer<TResponse>
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

    /// <summary>How many wait for an action's turn.</summary>
    public int Waiting(ApiAction action)
    {
        lock (_lines)
        {
            return _lines.TryGetValue(action, out var line) ? line.Waiting.Count : 0;
        }
    }

    /// <summary>Gives back the turns that are still to come: who was passed one has no use for his own.</summary>
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

    // One grant for each that waits, its turn booked at once: a late wake-up then delays one request and not all after
    // it. Who gets it is chosen when it comes.
    private async Task GrantAsync(ApiAction action, Line line)
    {
        try
        {
            await client.TakeTurnAsync(action, _end.Token).ConfigureAwait(false);
            if (!await _underWay.WaitAsync(TimeSpan.Zero, _end.Token).ConfigureAwait(false))
            {
                // Kept, the turns of a stall would pile up, and all leave at once when it ends.
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
            _underWay.Release();
        }
    }

    // Null where a turn that was passed on has served the last in line.
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
