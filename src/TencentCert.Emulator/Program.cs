using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using TencentCert.Emulator.CommandLine;

namespace TencentCert.Emulator;

/// <summary>The emulator as a process: it writes one JSON line and serves until it is stopped.</summary>
internal static class Program
{
    private const int UsageErrorExitCode = 2;
    private const int StartFailureExitCode = 1;

    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            if (OptionReader.Read(arguments) is not { } options)
            {
                Console.WriteLine(OptionReader.Help);
                return 0;
            }

            await ServeAsync(options).ConfigureAwait(false);
            return 0;
        }
        catch (CommandLineException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} Try --help.").ConfigureAwait(false);
            return UsageErrorExitCode;
        }
        catch (Exception exception) when (exception is ArgumentException or SocketException)
        {
            await Console.Error.WriteLineAsync($"The emulator cannot start: {exception.Message}").ConfigureAwait(false);
            return StartFailureExitCode;
        }
    }

    private static async Task ServeAsync(EmulatorOptions options)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using var emulator = await TencentCloudEmulator.StartAsync(options).ConfigureAwait(false);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            endpoint = emulator.Endpoint.OriginalString,
            edge = emulator.Edge.ToString(),
            secretId = emulator.SecretId,
            secretKey = emulator.SecretKey,
        }));
        await stopped.Task.ConfigureAwait(false);
    }
}
