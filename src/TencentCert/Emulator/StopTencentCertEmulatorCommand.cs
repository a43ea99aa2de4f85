using System.Management.Automation;
using TencentCert.Pipeline;
using TencentCert.Core.Strings;

namespace TencentCert.Emulator;

/// <summary>Stops emulators: those given, or all that this runspace started.</summary>
[Cmdlet(VerbsLifecycle.Stop, "TencentCertEmulator", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopTencentCertEmulatorCommand : PSCmdlet
{
    /// <summary>The emulators to stop.</summary>
    [RefusesSecret]
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ObjectFrom("Get-TencentCertEmulator")]
    public TencentCertEmulator[]? InputObject { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var emulators = RunspaceEmulators.Current;

        // An empty pipeline names none, which is not the same as naming nothing.
        foreach (var emulator in InputObject ?? (MyInvocation.ExpectingInput ? [] : emulators.Running))
        {
            if (ShouldProcess(emulator.ToString(), Wording.Of($"Stop emulator")))
            {
                emulators.Stop(emulator);
            }
        }
    }
}
