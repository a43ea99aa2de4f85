using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using TencentCert.Tests;

namespace TencentCert.Module.Tests;

/// <summary>The <c>pwsh</c> on the PATH.</summary>
internal static class PowerShellHost
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly Lazy<string?> Missing = new(FindMissing);

    /// <summary>Why no Pester file can run here, and what to install; null when one can.</summary>
    public static string? MissingReason => Missing.Value;

    /// <summary>Runs pwsh without profile and prompts, and collects what it prints.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        using var process = new Process { StartInfo = StartInfo(arguments) };
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
            Append(output, $"pwsh was ended after {Longest}.");
            return (-1, output.ToString());
        }

        return (process.ExitCode, output.ToString());
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        info.Environment["NO_COLOR"] = "1";

        // A developer's own keys are none of the tests' business.
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("TENCENTCLOUD_", StringComparison.Ordinal) || name == "TCCLI_PROFILE").ToList())
        {
            info.Environment.Remove(name);
        }

        return info;
    }

    private static string? FindMissing()
    {
        const string Install = "Install PowerShell 7.4 or later (https://aka.ms/install-powershell) and run ./build.ps1 test, which gets Pester 5.";
        try
        {
            const string Question =
                "$p = Get-Module Pester -ListAvailable | Sort-Object Version -Descending | Select-Object -First 1; "
                + "if ($PSVersionTable.PSVersion -lt '7.4') { \"PowerShell is $($PSVersionTable.PSVersion); 7.4 is needed\" } "
                + "elseif ($p.Version -lt '5.0') { \"Pester 5 is not installed\" }";
            var (exitCode, output) = RunAsync(["-Command", Question], CancellationToken.None).GetAwaiter().GetResult();
            return exitCode == 0 && output.Trim() is var answer && answer.Length == 0 ? null : $"{output.Trim()}. {Install}";
        }
        catch (Win32Exception)
        {
            return "pwsh is not on the PATH. " + Install;
        }
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
