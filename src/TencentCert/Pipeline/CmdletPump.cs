using System.Management.Automation;
using System.Threading.Channels;

namespace TencentCert.Pipeline;

/// <summary>
/// Runs asynchronous work for a cmdlet. PowerShell lets only the pipeline thread write, so workers queue closures
/// and that thread alone runs them.
/// </summary>
/// <param name="cmdlet">Writes.</param>
internal sealed class CmdletPump(PSCmdlet cmdlet) : IDisposable
{
    // Long enough for a request to be dropped, short enough for Ctrl+C to feel like one.
    private static readonly TimeSpan CancellationGracePeriod = TimeSpan.FromMilliseconds(300);

    // Results that wait for the turn of a slow one before them are kept in memory; beyond this much, nothing new is begun.
    private const int HeldForEachRunning = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Action> _ready = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<CmdletWork> _running = [];
    private readonly Queue<CmdletWork> _order = new();
    private CmdletProgress? _progress;

    /// <summary>Cancelled when the pipeline stops, for whatever reason.</summary>
    public CancellationToken Token => field == default ? field = _stop.Token : field;

    /// <summary>Whether output waits for its turn, so that it leaves in the order of the input.</summary>
    public bool Ordered { get; set; }

    /// <summary>Whether lines of <c>-Verbose</c> are wanted; asked on the pipeline thread whenever work starts.</summary>
    public bool IsVerbose { get; private set; }

    /// <summary>Starts work, and before that waits until fewer than <paramref name="limit"/> are in progress.</summary>
    /// <param name="work">Runs on the thread pool.</param>
    /// <param name="fail">Told on the pipeline thread of the exception it ended with.</param>
    /// <param name="limit">At least 1.</param>
    public void Start(Func<CmdletOutput, CancellationToken, Task> work, Action<Exception> fail, int limit)
    {
        TurnWhile(() => _running.Count >= limit || _order.Count / HeldForEachRunning >= limit);
        Launch(work, fail);
    }

    /// <summary>Does work and waits for its end.</summary>
    /// <param name="work">Runs on the thread pool.</param>
    /// <param name="fail">Told on the pipeline thread of the exception it ended with.</param>
    public void Run(Func<CmdletOutput, CancellationToken, Task> work, Action<Exception> fail)
    {
        TurnWhile(static () => false);
        var item = Launch(work, fail);
        TurnWhile(() => !item.IsDone);
    }

    /// <summary>Waits for the end of all work.</summary>
    public void Finish()
    {
        TurnWhile(() => _running.Count > 0);
        _progress?.Complete();
    }

    /// <summary>Lets the pipeline thread do something soon; from any thread, at any time.</summary>
    public void Post(Action action) => _ready.Writer.TryWrite(action);

    /// <summary>As <see cref="Post"/>, and with <see cref="Ordered"/> not before the work's turn has come.</summary>
    public void PostInTurn(CmdletWork work, Action action) => Post(() =>
    {
        if (Ordered && !ReferenceEquals(_order.Peek(), work))
        {
            work.Held.Enqueue(action);
        }
        else
        {
            action();
        }
    });

    /// <summary>Shows progress; all work of a cmdlet shares one bar.</summary>
    public void Progress(string activity, string status, int percent, TimeSpan? remaining) =>
        Post(() => (_progress ??= new CmdletProgress(cmdlet)).Report(activity, status, percent, remaining));

    /// <summary>Takes the bar away; the next report is shown at once.</summary>
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
            // Ctrl+C while the cmdlet is being disposed of.
        }
    }

    /// <summary>Stops what still runs: after <c>Select-Object -First</c> PowerShell calls nothing else.</summary>
    public void Dispose()
    {
        Cancel();
        _stop.Dispose();
    }

    private CmdletWork Launch(Func<CmdletOutput, CancellationToken, Task> work, Action<Exception> fail)
    {
        IsVerbose = WantsVerbose();
        var token = Token;
        var item = new CmdletWork();
        var output = new CmdletOutput(cmdlet, this, item, token);
        _running.Add(item);
        if (Ordered)
        {
            _order.Enqueue(item);
        }

        item.Task = Task.Run(
            async () =>
            {
                try
                {
                    await work(output, token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (token.IsCancellationRequested)
                {
                    // The pipeline stopped; it reports it itself.
                }
#pragma warning disable CA1031 // Not swallowed: it is raised on the pipeline thread.
                catch (Exception problem)
#pragma warning restore CA1031
                {
                    PostInTurn(item, () => fail(problem));
                }

                Post(() => Retire(item));
            },
            CancellationToken.None);
        return item;
    }

    // -Verbose itself, or the preference of whoever called.
    private bool WantsVerbose() =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue("Verbose", out var given) && given is SwitchParameter asked
            ? asked.IsPresent
            : cmdlet.GetVariableValue("VerbosePreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private void Retire(CmdletWork item)
    {
        item.IsDone = true;
        _running.Remove(item);
        while (_order.TryPeek(out var first))
        {
            while (first.Held.TryDequeue(out var held))
            {
                held();
            }

            if (!first.IsDone)
            {
                break;
            }

            _order.Dequeue();
        }
    }

    // Runs what is ready, and waits for more while it must. Whatever ends it early ends the workers too:
    // Select-Object -First raises an exception in WriteObject and never calls StopProcessing.
    private void TurnWhile(Func<bool> mustWait)
    {
        try
        {
            while (true)
            {
                Token.ThrowIfCancellationRequested();
                if (_ready.Reader.TryRead(out var action))
                {
                    action();
                }
                else if (mustWait())
                {
                    _ready.Reader.WaitToReadAsync(Token).AsTask().GetAwaiter().GetResult();
                }
                else
                {
                    return;
                }
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
