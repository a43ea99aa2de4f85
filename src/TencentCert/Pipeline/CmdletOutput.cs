using System.Management.Automation;
using TencentCert.Core.Strings;

namespace TencentCert.Pipeline;

/// <summary>What asynchronous work may do with its cmdlet, from any thread.</summary>
internal sealed class CmdletOutput
{
    private readonly Cmdlet _cmdlet;
    private readonly CmdletPump _pump;
    private readonly CmdletWork _work;
    private readonly CancellationToken _token;

    internal CmdletOutput(Cmdlet cmdlet, CmdletPump pump, CmdletWork work, CancellationToken token)
    {
        _cmdlet = cmdlet;
        _pump = pump;
        _work = work;
        _token = token;
    }

    /// <summary>Queues an object for output.</summary>
    public void Write(object? value) => _pump.PostInTurn(_work, () => _cmdlet.WriteObject(value));

    /// <summary>Writes an object and waits until the next command has taken it: nothing is fetched that is not wanted.</summary>
    public Task WriteAsync(object? value)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pump.PostInTurn(_work, () =>
        {
            _cmdlet.WriteObject(value);
            taken.SetResult();
        });
        return taken.Task.WaitAsync(_token);
    }

    /// <summary>Writes a sequence as fast as the next command takes it, and not faster.</summary>
    public async Task WriteAllAsync<T>(IAsyncEnumerable<T> values)
    {
        await foreach (var value in values.WithCancellation(_token).ConfigureAwait(false))
        {
            await WriteAsync(value).ConfigureAwait(false);
        }
    }

    /// <summary>Queues an error about one item; the work goes on.</summary>
    public void Error(Exception exception, object? target) =>
        _pump.PostInTurn(_work, () => _cmdlet.WriteError(ErrorRecords.From(MistakenId.Explain(exception, _cmdlet), target)));

    /// <summary>Queues a warning.</summary>
    public void Warning(string text) => _pump.PostInTurn(_work, () => _cmdlet.WriteWarning(VisibleText.Lines(text)));

    /// <summary>
    /// Queues a line that the console shows, as <c>Write-Host</c> does: an id that must not be lost when the rest is stopped.
    /// </summary>
    public void Say(string text) =>
        _pump.PostInTurn(
            _work, () => _cmdlet.WriteInformation(new HostInformationMessage { Message = VisibleText.Lines(text) }, ["PSHOST"]));

    /// <summary>Writes what was made. Where the next command takes it, a line names it first: a stop there would lose its id.</summary>
    public void WriteMade(object value, string line)
    {
        if (_cmdlet is PSCmdlet { MyInvocation: { } call } && call.PipelinePosition < call.PipelineLength)
        {
            Say(line);
        }

        Write(value);
    }

    /// <summary>Queues a line of <c>-Verbose</c>.</summary>
    public void Verbose(string text) => Verbose(() => text);

    /// <summary>Queues a line of <c>-Verbose</c> that is made only when it is shown.</summary>
    public void Verbose(Func<string> text)
    {
        if (_pump.IsVerbose)
        {
            _pump.Post(() => _cmdlet.WriteVerbose(VisibleText.Lines(text())));
        }
    }

    /// <summary>Queues a script of the user's. What it fails with is an error, and the work goes on.</summary>
    /// <param name="script">Script.</param>
    /// <param name="argument">Its one argument.</param>
    public void Invoke(ScriptBlock script, object argument) => _pump.Post(() =>
    {
        try
        {
            script.Invoke(new object[] { argument });
        }
        catch (RuntimeException problem) when (problem is not PipelineStoppedException)
        {
            _cmdlet.WriteError(new ErrorRecord(problem.ErrorRecord, problem));
        }
    });

    /// <summary>Shows how far the work is; at most two updates a second reach the screen.</summary>
    /// <param name="activity">Headline.</param>
    /// <param name="status">What is going on.</param>
    /// <param name="percent">0 to 100; -1 when unknown.</param>
    /// <param name="remaining">Time left, when known.</param>
    public void Progress(string activity, string status, int percent = -1, TimeSpan? remaining = null) =>
        _pump.Progress(VisibleText.Line(activity), VisibleText.Line(status), percent, remaining);

    /// <summary>Takes the bar away: before a question, or when other work begins.</summary>
    public void EndProgress() => _pump.EndProgress();

    /// <summary>
    /// Asks <c>-WhatIf</c> and <c>-Confirm</c>. Off the pipeline thread a direct call would let changes through silently.
    /// </summary>
    /// <param name="target">What would be changed.</param>
    /// <param name="action">What would be done to it.</param>
    public Task<bool> ShouldProcessAsync(string target, string action)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pump.Post(() => answer.SetResult(_cmdlet.ShouldProcess(VisibleText.Lines(target), VisibleText.Lines(action))));
        return answer.Task.WaitAsync(_token);
    }
}
