using System.Management.Automation.Runspaces;
using TencentCert.Emulator;
using TencentCert.Session;

namespace TencentCert;

/// <summary>When the module is removed from a runspace, stops its emulators and removes its keys.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Runspace.DefaultRunspace is null)
            return;

        var emulators = RunspaceEmulators.Current;
        foreach (var emulator in emulators.Running)
            emulators.Stop(emulator);

        RunspaceConnections.Current.Clear();
    }
}
