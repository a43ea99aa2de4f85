using TencentCert.Tests;
using Xunit;

namespace TencentCert.Module.Tests;

/// <summary>
/// Each Pester file is a test. They run side by side, since most wait more than they work; those that take long begin first.
/// </summary>
[TestCaseOrderer(typeof(LongestFirst))]
public sealed class PesterFileTests(PesterProcesses processes)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "TencentCert.Module.Tests");

    /// <summary>
    /// Every file, and again, for users who write dates, numbers and letters in another way, what is tagged Culture in some.
    /// </summary>
    public static TheoryData<string, string> Files
    {
        get
        {
            (string File, string Culture)[] cultures =
            [
                ("Formats.Tests.ps1", "tr-TR"),
                ("Completion.Tests.ps1", "de-DE"),
                ("TencentCertApi.Tests.ps1", "tr-TR"),
                ("Workflow.Tests.ps1", "th-TH"),
                ("SslCertificate.Tests.ps1", "th-TH"),
                ("SslCertificateReissue.Tests.ps1", "th-TH"),
                ("Update-GaapCertificate.Tests.ps1", "zh-CN"),
            ];
            var all = Directory.EnumerateFiles(Folder, "*.Tests.ps1").Select(path => (File: Path.GetFileName(path), Culture: ""));

            // A runner that does not list the rows as test cases of their own keeps this order.
            var files = new TheoryData<string, string>();
            foreach (var (file, culture) in all.Concat(cultures).OrderBy(run => LongestFirst.Place(run.File)).ThenBy(run => run.File))
                files.Add(file, culture);

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Passes(string file, string culture)
    {
        var run = await processes.RunAsync(Path.Combine(Folder, file), culture, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.Output);
    }
}
