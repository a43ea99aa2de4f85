using System.Diagnostics;

namespace TencentCert.Core.Tests.Certificates;

/// <summary>Runs the <c>openssl</c> on the PATH, as an independent implementation of every format.</summary>
internal static class OpenSsl
{
    private static readonly string? Executable = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Join(folder, "openssl"), Path.Join(folder, "openssl.exe") })
        .FirstOrDefault(File.Exists);

    public static string Run(TemporaryFolder folder, params string[] arguments)
    {
        if (Executable is null)
            Assert.Skip("openssl is not on PATH: the formats it writes are NOT checked here.");

        using var process = Process.Start(new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"openssl {arguments[0]}: {error}{output.Result}");
        return output.Result + error;
    }
}
