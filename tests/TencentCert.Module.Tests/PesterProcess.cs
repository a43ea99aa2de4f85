using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using TencentCert.Tests;

namespace TencentCert.Module.Tests;

/// <summary>A PowerShell with Pester loaded, which runs the files it is sent: <c>Run.ps1 -Pipe</c>.</summary>
internal sealed class PesterProcess : IAsyncDisposable
{
    private const string Ended = "::ended ";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);
    private static readonly string Script = Path.Combine(Repository.Root, "tests", "TencentCert.Module.Tests", "Run.ps1");

    private readonly Process _process;
    private readonly NamedPipeServerStream _pipe;
    private readonly Lock _lock = new();
    private StringBuilder _output = new();
    private TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PesterProcess(Process process, NamedPipeServerStream pipe)
    {
        (_process, _pipe) = (process, pipe);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
    }

    public static async Task<PesterProcess> StartAsync()
    {
        var name = $"tencentcert-{Guid.NewGuid():N}";
        var pipe = new NamedPipeServerStream(name, PipeDirection.Out, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var process = new Process { StartInfo = await PowerShellHost.StartInfoAsync(["-File", Script, "-Pipe", name]) };
        var made = new PesterProcess(process, pipe);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        // The end of the pipe is the end of the loop that reads it.
        await _pipe.DisposeAsync();
        try
        {
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(LongestEnd);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>Runs one file; the exit code is that of <c>Run.ps1 -Path</c>, or -1 when the process ended or the time was up.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string path, string culture, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            if (!_pipe.IsConnected)
                await ConnectAsync(limit.Token);

            await _pipe.WriteAsync(Encoding.UTF8.GetBytes($"{path}\t{culture}\n"), limit.Token);
            return (await _ended.Task.WaitAsync(limit.Token), Take());
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
                Append($"PowerShell was ended after {Longest}.");
            }

            return (-1, Take());
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connected = _pipe.WaitForConnectionAsync(either.Token);
        if (await Task.WhenAny(connected, _process.WaitForExitAsync(either.Token)) != connected)
        {
            await either.CancelAsync();
            throw new IOException("PowerShell ended before it took a file.");
        }

        await connected;
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            // The process has ended, whether or not it was asked to.
            lock (_lock)
            {
                _ended.TrySetResult(-1);
            }
        }
        else if (line.StartsWith(Ended, StringComparison.Ordinal))
        {
            lock (_lock)
            {
                _ended.TrySetResult(int.Parse(line.AsSpan(Ended.Length), NumberStyles.None, CultureInfo.InvariantCulture));
            }
        }
        else
        {
            Append(line);
        }
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (_lock)
            {
                _output.AppendLine(line);
            }
        }
    }

    private string Take()
    {
        lock (_lock)
        {
            var output = _output.ToString();
            _output = new StringBuilder();
            if (_ended.Task.IsCompleted && _ended.Task.Result >= 0)
                _ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);

            return output;
        }
    }
}
