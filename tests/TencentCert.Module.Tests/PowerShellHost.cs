using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using TencentCert.Tests;

namespace TencentCert.Module.Tests;

/// <summary>
/// The PowerShell that runs the Pester files: the <c>pwsh</c> on the PATH where it is new enough, else the .NET tool that the repository
/// pins, compiled ahead of time where TencentCert.Module.PowerShell does that.
/// </summary>
internal static class PowerShellHost
{
    private static readonly Version Oldest = new(7, 4);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly string Compiled =
        Path.Combine(Repository.Root, "tests", "TencentCert.Module.PowerShell", "bin", "pwsh", "pwsh.dll");

    private static readonly Lazy<Task<string[]>> Command = new(FindAsync);

    /// <summary>How to start PowerShell without profile and prompts.</summary>
    /// <exception cref="InvalidOperationException">There is no PowerShell, and the tool could not be restored.</exception>
    public static async Task<ProcessStartInfo> StartInfoAsync(IEnumerable<string> arguments) =>
        StartInfo([.. await Command.Value, "-NoProfile", "-NonInteractive", .. arguments]);

    private static async Task<string[]> FindAsync()
    {
        if (await VersionOnPathAsync() >= Oldest)
            return ["pwsh"];

        // Started without the tool's own launcher, which would be one more process and leaves its child behind when it is ended.
        var dotnet = DotnetPath();
        if (File.Exists(Compiled))
            return [dotnet, Compiled];

        string[] question = [dotnet, "tool", "run", "pwsh", "-NoProfile", "-NonInteractive", "-Command", "$PSHOME"];
        var (exitCode, output) = await RunAsync(question);
        if (exitCode != 0)
        {
            var restored = await RunAsync([dotnet, "tool", "restore"]);
            (exitCode, output) = restored.ExitCode == 0 ? await RunAsync(question) : restored;
        }

        var library = Path.Combine(output.TrimEnd().Split('\n')[^1].Trim(), "pwsh.dll");
        return exitCode == 0 && File.Exists(library)
            ? [dotnet, library]
            : throw new InvalidOperationException(
                $"No PowerShell to test the cmdlets with: there is no pwsh {Oldest} or later on the PATH, and the .NET tool could not be "
                + $"had.\n{output}");
    }

    private static async Task<Version?> VersionOnPathAsync()
    {
        try
        {
            // "PowerShell 7.6.9", "PowerShell 7.7.0-preview.1"
            var (exitCode, output) = await RunAsync(["pwsh", "--version"]);
            return exitCode == 0 && Version.TryParse(output.Trim().Split(' ')[^1].Split('-')[0], out var version) ? version : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    // The one that runs this, so that an SDK in a folder of its own serves as well.
    private static string DotnetPath()
    {
        var path = Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(path) ? path : "dotnet";
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] command)
    {
        using var limit = new CancellationTokenSource(Longest);
        using var process = new Process { StartInfo = StartInfo(command) };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Append(output, $"{command[0]} was ended after {Longest}.");
            return (-1, output.ToString());
        }

        return (process.ExitCode, output.ToString());
    }

    private static ProcessStartInfo StartInfo(string[] command)
    {
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        info.Environment["NO_COLOR"] = "1";
        info.Environment["DOTNET_NOLOGO"] = "1";
        info.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";

        // Half of a test's processor time is spent in the JIT compiler. Without profiles, without write protection of code pages, and
        // with a second compilation only after 1,024 calls (400 in hexadecimal) a file takes 10 to 25 % less in all.
        info.Environment["DOTNET_TieredPGO"] = "0";
        info.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        info.Environment["DOTNET_TC_CallCountThreshold"] = "400";

        // Short requests to a server in the same process make the threads of the pool wait often; each wait spins first.
        info.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";

        // The tool's launcher looks for dotnet on the PATH.
        if (Path.GetDirectoryName(DotnetPath()) is { Length: > 0 } folder)
            info.Environment["PATH"] = info.Environment["PATH"] + Path.PathSeparator + folder;

        // A developer's own keys are none of the tests' business.
        foreach (var name in info.Environment.Keys.Where(
            name => name.StartsWith("TENCENTCLOUD_", StringComparison.Ordinal) || name == "TCCLI_PROFILE").ToList())
        {
            info.Environment.Remove(name);
        }

        return info;
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
