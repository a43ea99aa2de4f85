namespace TencentCert.Emulator;

/// <summary>Stops emulators: the given ones, or all of this runspace.</summary>
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

        // An empty pipeline selects no emulator; an omitted parameter selects all.
        foreach (var emulator in InputObject ?? (MyInvocation.ExpectingInput ? [] : emulators.Running))
        {
            if (ShouldProcess(emulator.ToString(), Wording.Of($"Stop emulator")))
                emulators.Stop(emulator);
        }
    }
}
