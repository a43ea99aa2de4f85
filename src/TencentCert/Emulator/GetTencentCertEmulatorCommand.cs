using System.Management.Automation;

namespace TencentCert.Emulator;

/// <summary>The emulators this runspace started and that still run.</summary>
[Cmdlet(VerbsCommon.Get, "TencentCertEmulator")]
[OutputType(typeof(TencentCertEmulator))]
public sealed class GetTencentCertEmulatorCommand : PSCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObject(RunspaceEmulators.Current.Running, enumerateCollection: true);
}
