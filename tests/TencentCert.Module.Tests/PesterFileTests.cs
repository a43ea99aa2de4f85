using Xunit;

namespace TencentCert.Module.Tests;

/// <summary>Each Pester file is a test: run in a PowerShell of its own, as a user's would be.</summary>
public sealed class PesterFileTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "TencentCert.Module.Tests");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Passes(string file)
    {
        if (PowerShellHost.MissingReason is { } missing)
        {
            // dotnet test shows that a test was skipped but not why; this it shows.
            TestContext.Current.SendDiagnosticMessage("{0} is skipped: {1}", file, missing);
            Assert.Skip(missing);
        }

        var run = await PowerShellHost.RunAsync(
            ["-File", Path.Combine(Folder, "Run.ps1"), "-Path", Path.Combine(Folder, file)], TestContext.Current.CancellationToken);
        Assert.SkipWhen(run.ExitCode == RunExitCode.AllSkipped, "Every test of the file was skipped:\n" + run.Output);
        Assert.True(run.ExitCode == RunExitCode.Passed, run.Output);
    }
}
