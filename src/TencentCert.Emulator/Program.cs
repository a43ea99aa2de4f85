namespace TencentCert.Emulator;

/// <summary>Command line of the emulator.</summary>
internal static class Program
{
    private static async Task<int> Main()
    {
        await using var emulator = await TencentCloudEmulator.StartAsync();
        return 0;
    }
}
