using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using TencentCert.Session;

namespace TencentCert.Emulator;

/// <summary>The emulators a runspace started; they end with it or with the module.</summary>
internal sealed class RunspaceEmulators
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceEmulators> All = [];
    private readonly List<TencentCertEmulator> _running = [];

    /// <summary>Those of the pipeline thread's runspace; other threads have none.</summary>
    public static RunspaceEmulators Current => All.GetValue(Runspace.DefaultRunspace, OfRunspace);

    /// <summary>Those that run.</summary>
    public IReadOnlyList<TencentCertEmulator> Running => [.. _running];

    /// <summary>Takes charge of an emulator.</summary>
    public void Add(TencentCertEmulator emulator) => _running.Add(emulator);

    /// <summary>Stops an emulator; the connection it was started with ends too.</summary>
    public void Stop(TencentCertEmulator emulator)
    {
        _running.Remove(emulator);
        emulator.Stop();
        var connections = RunspaceConnections.Current;
        if (emulator.Connection is { } made && ReferenceEquals(connections.Default, made))
        {
            connections.Default = null;
        }
    }

    // A job's runspace is closed with the job, while the process and its sockets live on.
    private static RunspaceEmulators OfRunspace(Runspace runspace)
    {
        var emulators = new RunspaceEmulators();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
            {
                emulators._running.ForEach(emulator => emulator.Stop());
            }
        };
        return emulators;
    }
}
