using TencentCert.Tests;
using Xunit;

namespace TencentCert.Module.Tests;

/// <summary>Runs a Pester file as a test.</summary>
internal static class PesterFile
{
    private const int Shares = 3;

    /// <summary>The file that takes longest, by far: it has a class of its own.</summary>
    public const string Longest = "HelpExamples.Tests.ps1";

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "TencentCert.Module.Tests");

    /// <summary>The files of one share; together the shares hold each file but the longest once.</summary>
    public static TheoryData<string> Share(int share) =>
    [
        .. Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => Path.GetFileName(path)).Where(file => file != Longest).Order(StringComparer.Ordinal)
            .Where((_, index) => index % Shares == share),
    ];

    /// <summary>Passes, or fails with Pester's own words.</summary>
    public static async Task PassesAsync(this PesterProcesses processes, string file, string culture = "")
    {
        var run = await processes.RunAsync(Path.Combine(Folder, file), culture, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.Output);
    }
}
