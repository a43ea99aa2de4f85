using System.Threading.Channels;

namespace TencentCert.Pipeline;

/// <summary>Runs asynchronous work for a cmdlet. Only the pipeline thread may write, so workers queue closures that it runs.</summary>
internal sealed class CmdletDispatcher(PSCmdlet cmdlet) : IDisposable
{
    // Long enough to abort a request, short enough for Ctrl+C to feel immediate.
    private static readonly TimeSpan CancellationGracePeriod = TimeSpan.FromMilliseconds(300);

    // Ordered results wait in memory for slower ones before them; beyond this number, no new work starts.
    private const int MaxQueuedPerRunning = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Action> _actions = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<CmdletWork> _running = [];
    private readonly Queue<CmdletWork> _order = new();
    private CmdletProgress? _progress;

    /// <summary>Cancelled when the pipeline stops, for any reason.</summary>
    public CancellationToken Token => field == default ? field = _stop.Token : field;

    public bool Ordered { get; set; }

    /// <summary>Whether <c>-Verbose</c> lines are shown; read on the pipeline thread whenever work starts.</summary>
    public bool IsVerbose { get; private set; }

    /// <summary>Starts work once fewer than <paramref name="limit"/> items, at least 1, are in progress.</summary>
    public void Start(Func<CmdletOutput, CancellationToken, Task> work, Action<Exception> onFailure, int limit)
    {
        RunQueueWhile(() => _running.Count >= limit || _order.Count / MaxQueuedPerRunning >= limit);
        StartWork(work, onFailure);
    }

    public void Run(Func<CmdletOutput, CancellationToken, Task> work, Action<Exception> onFailure)
    {
        RunQueueWhile(static () => false);
        var item = StartWork(work, onFailure);
        RunQueueWhile(() => !item.IsDone);
    }

    public void Finish()
    {
        RunQueueWhile(() => _running.Count > 0);
        _progress?.Complete();
    }

    /// <summary>Queues an action for the pipeline thread; from any thread, at any time.</summary>
    public void Post(Action action) => _actions.Writer.TryWrite(action);

    /// <summary>As <see cref="Post"/>; with <see cref="Ordered"/>, after the output of all earlier work.</summary>
    public void PostInOrder(CmdletWork work, Action action) => Post(() =>
    {
        if (Ordered && !ReferenceEquals(_order.Peek(), work))
            work.Pending.Enqueue(action);
        else
            action();
    });

    /// <summary>Shows progress; all work of a cmdlet shares one bar.</summary>
    public void Progress(string activity, string status, int percent, TimeSpan? remaining) =>
        Post(() => (_progress ??= new CmdletProgress(cmdlet)).Report(activity, status, percent, remaining));

    /// <summary>Removes the bar; the next report is shown at once.</summary>
    public void EndProgress() => Post(() => _progress?.Complete());

    /// <summary>Stops all work; from any thread, at any time.</summary>
    public void Cancel()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Ctrl+C during disposal.
        }
    }

    /// <summary>Stops all running work: after <c>Select-Object -First</c>, PowerShell calls no other method.</summary>
    public void Dispose()
    {
        Cancel();
        _stop.Dispose();
    }

    // The work runs on the thread pool; onFailure is called on the pipeline thread.
    private CmdletWork StartWork(Func<CmdletOutput, CancellationToken, Task> work, Action<Exception> onFailure)
    {
        IsVerbose = IsVerboseRequested();
        var token = Token;
        var item = new CmdletWork();
        var output = new CmdletOutput(cmdlet, this, item, token);
        _running.Add(item);
        if (Ordered)
            _order.Enqueue(item);

        item.Task = Task.Run(
            async () =>
            {
                try
                {
                    await work(output, token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (token.IsCancellationRequested)
                {
                    // The pipeline has stopped and reports the reason.
                }
#pragma warning disable CA1031 // Not swallowed: it is raised on the pipeline thread.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    PostInOrder(item, () => onFailure(exception));
                }

                Post(() => Complete(item));
            },
            CancellationToken.None);
        return item;
    }

    // The -Verbose switch, or the caller's preference variable.
    private bool IsVerboseRequested() =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("Verbose", out var value) && value is SwitchParameter requested
            ? requested.IsPresent
            : cmdlet.GetVariableValue("VerbosePreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private void Complete(CmdletWork item)
    {
        item.IsDone = true;
        _running.Remove(item);
        while (_order.TryPeek(out var next))
        {
            while (next.Pending.TryDequeue(out var pending))
                pending();

            if (!next.IsDone)
                break;

            _order.Dequeue();
        }
    }

    // Runs queued closures, and waits for more while required. Any early exit cancels the workers:
    // Select-Object -First raises an exception in WriteObject and never calls StopProcessing.
    private void RunQueueWhile(Func<bool> mustWait)
    {
        try
        {
            while (true)
            {
                Token.ThrowIfCancellationRequested();
                if (_actions.Reader.TryRead(out var action))
                    action();
                else if (mustWait())
                    _actions.Reader.WaitToReadAsync(Token).AsTask().GetAwaiter().GetResult();
                else
                    return;
            }
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            Abandon();
            throw new PipelineStoppedException();
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    private void Abandon()
    {
        Cancel();
        Task.WhenAll(_running.Select(item => item.Task)).Wait(CancellationGracePeriod);
        _progress?.Abandon();
    }
}

/// <summary>One work item of a <see cref="CmdletDispatcher"/>. Pipeline thread only.</summary>
internal sealed class CmdletWork
{
    /// <summary>Never faults.</summary>
    public Task Task { get; set; } = Task.CompletedTask;

    /// <summary>Output held back until its turn.</summary>
    public Queue<Action> Pending { get; } = new();

    /// <summary>Whether all of its output has been queued.</summary>
    public bool IsDone { get; set; }
}
