using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using TencentCert.Session;

namespace TencentCert.Emulator;

/// <summary>The emulators of a runspace; they stop when the runspace closes or the module is removed.</summary>
internal sealed class RunspaceEmulators
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceEmulators> All = [];
    private readonly List<TencentCertEmulator> _running = [];

    /// <summary>Emulators of the pipeline thread's runspace; other threads have none.</summary>
    public static RunspaceEmulators Current => All.GetValue(Runspace.DefaultRunspace, OfRunspace);

    public IReadOnlyList<TencentCertEmulator> Running => [.. _running];

    public void Add(TencentCertEmulator emulator) => _running.Add(emulator);

    /// <summary>Stops an emulator and removes its connection.</summary>
    public void Stop(TencentCertEmulator emulator)
    {
        _running.Remove(emulator);
        emulator.Stop();
        var connections = RunspaceConnections.Current;
        if (emulator.Connection is { } connection && ReferenceEquals(connections.Default, connection))
            connections.Default = null;
    }

    // The runspace of a job closes with the job, but the process and its sockets remain.
    private static RunspaceEmulators OfRunspace(Runspace runspace)
    {
        var emulators = new RunspaceEmulators();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
                emulators._running.ForEach(emulator => emulator.Stop());
        };
        return emulators;
    }
}
