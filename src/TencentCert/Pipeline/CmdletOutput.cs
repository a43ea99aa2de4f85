namespace TencentCert.Pipeline;

/// <summary>Output of asynchronous work through its cmdlet, from any thread.</summary>
internal sealed class CmdletOutput(Cmdlet cmdlet, CmdletDispatcher dispatcher, CmdletWork work, CancellationToken token)
{
    public void Write(object? value) => dispatcher.PostInOrder(work, () => cmdlet.WriteObject(value));

    /// <summary>Writes an object and waits until the next command has consumed it, so that nothing unused is fetched.</summary>
    public Task WriteAsync(object? value)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        dispatcher.PostInOrder(work, () =>
        {
            cmdlet.WriteObject(value);
            written.SetResult();
        });
        return written.Task.WaitAsync(token);
    }

    /// <summary>Writes a sequence at the pace at which the next command consumes it; false for an empty one.</summary>
    public async Task<bool> WriteAllAsync<T>(IAsyncEnumerable<T> values)
    {
        var isFound = false;
        await foreach (var value in values.WithCancellation(token).ConfigureAwait(false))
        {
            isFound = true;
            await WriteAsync(value).ConfigureAwait(false);
        }

        return isFound;
    }

    /// <summary>Does one part of the work. A failure is an error about that part, unless the rest would fail in the same way.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> TryAsync(object? target, Func<Task> part)
    {
        try
        {
            await part().ConfigureAwait(false);
            return true;
        }
        catch (TencentCertException exception) when (!ErrorRecords.IsTerminating(exception))
        {
            Error(exception, target);
            return false;
        }
    }

    public void Error(Exception exception, object? target) =>
        dispatcher.PostInOrder(work, () => cmdlet.WriteError(ErrorRecords.From(MistakenId.Explain(exception, cmdlet), target)));

    public void Warning(string text) => dispatcher.PostInOrder(work, () => cmdlet.WriteWarning(VisibleText.Lines(text)));

    /// <summary>Queues a line for the console, as <c>Write-Host</c> does, for an id that must not be lost if the pipeline stops.</summary>
    public void WriteHost(string text) =>
        dispatcher.PostInOrder(
            work, () => cmdlet.WriteInformation(new HostInformationMessage { Message = VisibleText.Lines(text) }, ["PSHOST"]));

    /// <summary>Writes a created object. If another command consumes it, a line names it first, so that a stop keeps its id.</summary>
    public void WriteCreated(object value, string line)
    {
        if (cmdlet is PSCmdlet { MyInvocation: { } call } && call.PipelinePosition < call.PipelineLength)
            WriteHost(line);

        Write(value);
    }

    public void Verbose(string text) => Verbose(() => text);

    /// <summary>Queues a <c>-Verbose</c> line that is formatted only when shown.</summary>
    public void Verbose(Func<string> text)
    {
        if (dispatcher.IsVerbose)
            dispatcher.Post(() => cmdlet.WriteVerbose(VisibleText.Lines(text())));
    }

    /// <summary>Queues a user's script. Its failure is a non-terminating error.</summary>
    public void Invoke(ScriptBlock script, object argument) => dispatcher.Post(() =>
    {
        try
        {
            script.Invoke(new object[] { argument });
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            cmdlet.WriteError(new ErrorRecord(exception.ErrorRecord, exception));
        }
    });

    /// <summary>Updates the progress bar, at most twice a second; the percentage is -1 when unknown.</summary>
    public void Progress(string activity, string status, int percent = -1, TimeSpan? remaining = null) =>
        dispatcher.Progress(VisibleText.Line(activity), VisibleText.Line(status), percent, remaining);

    /// <summary>Removes the progress bar, before a prompt or when other work begins.</summary>
    public void EndProgress() => dispatcher.EndProgress();

    /// <summary>Applies <c>-WhatIf</c> and <c>-Confirm</c>. A direct call from another thread would allow changes silently.</summary>
    public Task<bool> ShouldProcessAsync(string target, string action)
    {
        var completion = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        dispatcher.Post(() => completion.SetResult(cmdlet.ShouldProcess(VisibleText.Lines(target), VisibleText.Lines(action))));
        return completion.Task.WaitAsync(token);
    }
}
