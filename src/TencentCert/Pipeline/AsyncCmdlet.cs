using System.Diagnostics.CodeAnalysis;
using TencentCert.Core.Certificates;

namespace TencentCert.Pipeline;

/// <summary>A cmdlet whose work is asynchronous and stops with the pipeline.</summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly HashSet<string> _inputFiles = new(StringComparer.Ordinal);

    private protected AsyncCmdlet() => Dispatcher = new CmdletDispatcher(this);

    private protected CmdletDispatcher Dispatcher { get; }

    /// <summary>Whether <c>-WhatIf</c> or its preference variable prevents changes.</summary>
    private protected bool IsPreview { get; private set; }

    /// <summary>Whether changes are confirmed one by one, or only shown; on the pipeline thread.</summary>
    private protected bool RequiresConfirmation => IsPreview
        || (MyInvocation.BoundParameters.TryGetValue("Confirm", out var value)
            ? LanguagePrimitives.IsTrue(value)
            : LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var from)
            && from is not ConfirmImpact.None && from <= ConfirmImpact.Medium);

    /// <summary>Rejects a secret in a wrong parameter before any call. An override calls this method first.</summary>
    protected override void BeginProcessing()
    {
        IsPreview = LanguagePrimitives.IsTrue(
            MyInvocation.BoundParameters.TryGetValue("WhatIf", out var value) ? value : GetVariableValue("WhatIfPreference"));
        RejectSecrets();
    }

    /// <summary>The full path of a parameter's file or folder; on the pipeline thread.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    private protected string? FilePath(string? path)
    {
        RejectSecrets();
        if (path is null)
            return null;

        RejectEmptyPath(path);
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        RequireFileSystem(provider, path);
        return file;
    }

    /// <summary>
    /// The files of -Path, which allows wildcards, and of -LiteralPath, each once: every line that Get-Content writes has the path of its
    /// file. On the pipeline thread.
    /// </summary>
    private protected IEnumerable<string> InputFiles(string[] paths, string[] literalPaths) =>
        paths.SelectMany(FilePaths).Concat(literalPaths.Select(path => FilePath(path))).Where(_inputFiles.Add);

    /// <summary>The files that match a path with wildcards; on the pipeline thread. A missing file is a non-terminating error.</summary>
    private protected IEnumerable<string> FilePaths(string path)
    {
        RejectSecrets();
        RejectEmptyPath(path);
        try
        {
            var files = GetResolvedProviderPathFromPSPath(path, out var provider);
            RequireFileSystem(provider, path);
            if (files.Count == 0)
            {
                var none = new ItemNotFoundException(CertificateFiles.NoMatch(path));
                WriteError(new ErrorRecord(none, "PathNotFound", ErrorCategory.ObjectNotFound, path));
            }

            return files;
        }
        catch (ItemNotFoundException exception)
        {
            WriteError(
                MistakenId.NotAFile(path, GetType()) is { } explained
                    ? ErrorRecords.From(explained, path)
                    : new ErrorRecord(exception.ErrorRecord, exception));
            return [];
        }
    }

    /// <summary>Runs work and waits for its end; a failure is an error about <paramref name="target"/>.</summary>
    private protected void Run(Func<CmdletOutput, CancellationToken, Task> work, object? target = null)
    {
        RejectSecrets();
        Dispatcher.Run(work, problem => Fail(problem, target));
    }

    private protected void Run(Action<CmdletOutput> work, object? target) => Run(
        (output, _) =>
        {
            work(output);
            return Task.CompletedTask;
        },
        target);

    /// <summary>Runs work that the command depends on: a failure is a terminating error.</summary>
    private protected void RunOrEnd(Func<CmdletOutput, CancellationToken, Task> work, object? target = null)
    {
        RejectSecrets();
        Dispatcher.Run(work, problem => ThrowTerminatingError(ErrorRecords.From(MistakenId.Explain(problem, this), target)));
    }

    /// <summary>Waits for all started work. An override calls this method first.</summary>
    protected override void EndProcessing() => Dispatcher.Finish();

    /// <summary>Ctrl+C; called on another thread.</summary>
    protected override void StopProcessing() => Dispatcher.Cancel();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops the work.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            Dispatcher.Dispose();
    }

    /// <summary>Reports the failure of one item. A rejected key would fail every item and therefore ends the command.</summary>
    private protected void Fail(Exception problem, object? target)
    {
        var record = ErrorRecords.From(MistakenId.Explain(problem, this), target);
        if (ErrorRecords.IsTerminating(problem))
            ThrowTerminatingError(record);

        WriteError(record);
    }

    /// <summary>Ends the command because its parameters are wrong.</summary>
    private protected void Terminate(Wording text, object? target = null) =>
        ThrowTerminatingError(ErrorRecords.From(new TencentCertException(ErrorCodes.InvalidParameter, text), target));

    // Pipeline input is bound later than other arguments, so the check is repeated before work starts. The error has no target: it would
    // show the secret.
    private protected void RejectSecrets()
    {
        if (SecretInput.Find(this) is { } problem)
            ThrowTerminatingError(ErrorRecords.From(problem, null));
    }

    // PowerShell would search for a drive named https, and the platform's error for a NUL has no code.
    private void RejectEmptyPath(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            Terminate($"'{path}' is not a path: it has a NUL character.");

        if (GivenId.KindOf(path) == GivenIdKind.WebAddress)
            ThrowTerminatingError(ErrorRecords.From(MistakenId.NotAFile(path, GetType())!, path));
    }

    // Every provider returns a path: that of an environment variable would be a file in the process's working directory.
    private void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
        {
            Terminate(
                $"'{path}' is in PowerShell's {provider.Name} provider, not in the file system. Give a full path, or go to a folder first.",
                path);
        }
    }
}
