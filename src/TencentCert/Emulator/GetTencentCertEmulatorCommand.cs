namespace TencentCert.Emulator;

/// <summary>Gets the running emulators of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "TencentCertEmulator")]
[OutputType(typeof(TencentCertEmulator))]
public sealed class GetTencentCertEmulatorCommand : PSCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObject(RunspaceEmulators.Current.Running, enumerateCollection: true);
}
