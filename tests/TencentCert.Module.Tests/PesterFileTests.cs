using Xunit;

namespace TencentCert.Module.Tests;

// xunit runs classes side by side and the rows of one class one after the other; most Pester files wait more than they work.
/// <summary>Each Pester file is a test.</summary>
public sealed class PesterFileTests(PesterProcesses processes)
{
    public static TheoryData<string> Files => PesterFile.Share(0);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file) => processes.PassesAsync(file);
}

/// <summary>A second share of the files.</summary>
public sealed class MorePesterFileTests(PesterProcesses processes)
{
    public static TheoryData<string> Files => PesterFile.Share(1);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file) => processes.PassesAsync(file);
}

/// <summary>What is tagged Culture in files whose output has dates, numbers or letters, for users who write these in another way: what is read and sent stays the same.</summary>
public sealed class CulturePesterFileTests(PesterProcesses processes)
{
    [Theory]
    [InlineData("Formats.Tests.ps1", "tr-TR")]
    [InlineData("Completion.Tests.ps1", "de-DE")]
    [InlineData("TencentCertApi.Tests.ps1", "tr-TR")]
    [InlineData("MainJob.Tests.ps1", "th-TH")]
    [InlineData("SslCertificate.Tests.ps1", "th-TH")]
    [InlineData("SslCertificateReissue.Tests.ps1", "th-TH")]
    [InlineData("Update-GaapCertificate.Tests.ps1", "zh-CN")]
    public Task Passes(string file, string culture) => processes.PassesAsync(file, culture);
}

/// <summary>The rest of the files.</summary>
public sealed class OtherPesterFileTests(PesterProcesses processes)
{
    public static TheoryData<string> Files => PesterFile.Share(2);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file) => processes.PassesAsync(file);
}

/// <summary>The file that takes longest.</summary>
public sealed class LongestPesterFileTests(PesterProcesses processes)
{
    [Fact]
    public Task Passes() => processes.PassesAsync(PesterFile.Longest);
}
