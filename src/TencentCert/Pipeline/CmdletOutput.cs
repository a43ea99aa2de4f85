namespace TencentCert.Pipeline;

/// <summary>Output of asynchronous work through its cmdlet, from any thread.</summary>
internal sealed class CmdletOutput
{
    private readonly Cmdlet _cmdlet;
    private readonly CmdletDispatcher _dispatcher;
    private readonly CmdletWork _work;
    private readonly CancellationToken _token;

    internal CmdletOutput(Cmdlet cmdlet, CmdletDispatcher dispatcher, CmdletWork work, CancellationToken token)
    {
        _cmdlet = cmdlet;
        _dispatcher = dispatcher;
        _work = work;
        _token = token;
    }

    /// <summary>Queues an object for output.</summary>
    public void Write(object? value) => _dispatcher.PostInOrder(_work, () => _cmdlet.WriteObject(value));

    /// <summary>Writes an object and waits until the next command has consumed it, so that nothing unused is fetched.</summary>
    public Task WriteAsync(object? value)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _dispatcher.PostInOrder(_work, () =>
        {
            _cmdlet.WriteObject(value);
            written.SetResult();
        });
        return written.Task.WaitAsync(_token);
    }

    /// <summary>Writes a sequence at the pace at which the next command consumes it.</summary>
    public async Task WriteAllAsync<T>(IAsyncEnumerable<T> values)
    {
        await foreach (var value in values.WithCancellation(_token).ConfigureAwait(false))
            await WriteAsync(value).ConfigureAwait(false);
    }

    /// <summary>Queues a non-terminating error about one item.</summary>
    public void Error(Exception exception, object? target) =>
        _dispatcher.PostInOrder(_work, () => _cmdlet.WriteError(ErrorRecords.From(MistakenId.Explain(exception, _cmdlet), target)));

    /// <summary>Queues a warning.</summary>
    public void Warning(string text) => _dispatcher.PostInOrder(_work, () => _cmdlet.WriteWarning(VisibleText.Lines(text)));

    /// <summary>
    /// Queues a line for the console, as <c>Write-Host</c> does, such as an id that must not be lost if the pipeline stops.
    /// </summary>
    public void WriteHost(string text) =>
        _dispatcher.PostInOrder(
            _work, () => _cmdlet.WriteInformation(new HostInformationMessage { Message = VisibleText.Lines(text) }, ["PSHOST"]));

    /// <summary>Writes a created object. If another command consumes it, a line names it first, so that a stop keeps its id.</summary>
    public void WriteCreated(object value, string line)
    {
        if (_cmdlet is PSCmdlet { MyInvocation: { } call } && call.PipelinePosition < call.PipelineLength)
            WriteHost(line);

        Write(value);
    }

    /// <summary>Queues a <c>-Verbose</c> line.</summary>
    public void Verbose(string text) => Verbose(() => text);

    /// <summary>Queues a <c>-Verbose</c> line that is formatted only when shown.</summary>
    public void Verbose(Func<string> text)
    {
        if (_dispatcher.IsVerbose)
            _dispatcher.Post(() => _cmdlet.WriteVerbose(VisibleText.Lines(text())));
    }

    /// <summary>Queues a user's script. Its failure is a non-terminating error.</summary>
    /// <param name="script">Script.</param>
    /// <param name="argument">Its only argument.</param>
    public void Invoke(ScriptBlock script, object argument) => _dispatcher.Post(() =>
    {
        try
        {
            script.Invoke(new object[] { argument });
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            _cmdlet.WriteError(new ErrorRecord(exception.ErrorRecord, exception));
        }
    });

    /// <summary>Updates the progress bar, at most twice a second.</summary>
    /// <param name="activity">Title.</param>
    /// <param name="status">Current step.</param>
    /// <param name="percent">0 to 100; -1 when unknown.</param>
    /// <param name="remaining">Time left, when known.</param>
    public void Progress(string activity, string status, int percent = -1, TimeSpan? remaining = null) =>
        _dispatcher.Progress(VisibleText.Line(activity), VisibleText.Line(status), percent, remaining);

    /// <summary>Removes the progress bar, before a prompt or when other work begins.</summary>
    public void EndProgress() => _dispatcher.EndProgress();

    /// <summary>Applies <c>-WhatIf</c> and <c>-Confirm</c>. A direct call from another thread would allow changes silently.</summary>
    public Task<bool> ShouldProcessAsync(string target, string action)
    {
        var completion = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _dispatcher.Post(() => completion.SetResult(_cmdlet.ShouldProcess(VisibleText.Lines(target), VisibleText.Lines(action))));
        return completion.Task.WaitAsync(_token);
    }
}
