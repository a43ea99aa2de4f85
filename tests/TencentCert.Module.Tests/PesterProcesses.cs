using System.Collections.Concurrent;
using TencentCert.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(TencentCert.Module.Tests.PesterProcesses))]

namespace TencentCert.Module.Tests;

/// <summary>PowerShells that run one Pester file after the other: half of what a small file costs is the start of a process.</summary>
public sealed class PesterProcesses : IAsyncDisposable
{
    private readonly ConcurrentBag<PesterProcess> _idle = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _idle)
            await process.DisposeAsync();
    }

    /// <summary>Runs a file in a process that is idle, or in a new one.</summary>
    internal async Task<(int ExitCode, string Output)> RunAsync(string path, string culture, CancellationToken cancellationToken)
    {
        var process = _idle.TryTake(out var idle) ? idle : await PesterProcess.StartAsync();
        var run = await process.RunAsync(path, culture, cancellationToken);

        // A process that a test has brought down, or left in an unknown state, serves no other file.
        if (run.ExitCode == 0)
            _idle.Add(process);
        else
            await process.DisposeAsync();

        return run;
    }
}
