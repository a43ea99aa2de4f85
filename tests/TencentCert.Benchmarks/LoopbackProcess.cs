using System.Diagnostics;

namespace TencentCert.Benchmarks;

/// <summary>
/// A <see cref="LoopbackServer"/> in a process and, where there are two, on a processor of its own: otherwise where the
/// scheduler happens to put the two sides decides more of a loopback call than what is measured.
/// </summary>
internal sealed class LoopbackProcess : IDisposable
{
    private const string Command = "answer";
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="scheme">http, or https with the certificate of <see cref="TrustedCertificate"/>.</param>
    public LoopbackProcess(string scheme)
    {
        var start = new ProcessStartInfo(
            "dotnet", [typeof(LoopbackProcess).Assembly.Location, Command, scheme]) { RedirectStandardInput = true,
            RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        Endpoint = new Uri(_process.StandardOutput.ReadLine()!);
    }

    public Uri Endpoint { get; }

    /// <summary>Whether the program was started to be the server.</summary>
    public static bool IsMeant(string[] arguments) => arguments is [Command, _];

    /// <summary>Answers until its input ends.</summary>
    /// <returns>Exit code.</returns>
    public static int Answer(string scheme)
    {
        StayOn(processor: 1);
        using var certificate = scheme == Uri.UriSchemeHttps ? TrustedCertificate.Load() : null;
        using var server = new LoopbackServer(CallBenchmark.Answer, certificate);
        Console.WriteLine(server.Endpoint);
        Console.In.ReadToEnd();
        return 0;
    }

    /// <summary>Keeps this process on one processor.</summary>
    /// <param name="processor">Number, from 0.</param>
    public static void StayOn(int processor)
    {
        if (Processors > 1 && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            using var self = Process.GetCurrentProcess();
            self.ProcessorAffinity = 1 << processor;
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    // What the machine has; the measuring processes are told they have one.
    private static int Processors =>
        int.Parse(
            Environment.GetEnvironmentVariable(TrustedCertificate.ProcessorsMark) ?? "1",
            System.Globalization.CultureInfo.InvariantCulture);
}
