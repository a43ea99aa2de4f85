namespace TencentCert.Emulator.World;

/// <summary>The state behind both services.</summary>
public sealed class EmulatorWorld
{
    internal EmulatorWorld(EmulatorOptions options, EmulatorClock clock)
    {
        Options = options;
        Clock = clock;
    }

    /// <summary>The emulated time.</summary>
    public EmulatorClock Clock { get; }

    internal EmulatorOptions Options { get; }

    /// <summary>Says that the validation records of an order are in place.</summary>
    public void PublishValidation(string certificateId) => throw new NotImplementedException(certificateId);
}
