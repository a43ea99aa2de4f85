using Xunit;

namespace TencentCert.Module.Tests;

// xunit runs classes side by side and the rows of one class one after the other; most Pester files wait more than they work.
/// <summary>Each Pester file is a test: run in a PowerShell of its own, as a user's would be.</summary>
public sealed class PesterFileTests
{
    public static TheoryData<string> Files => PesterFile.Share(0);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file) => PesterFile.PassesAsync(file);
}

/// <summary>A second share of the files.</summary>
public sealed class MorePesterFileTests
{
    public static TheoryData<string> Files => PesterFile.Share(1);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file) => PesterFile.PassesAsync(file);
}

/// <summary>Files whose output has dates, numbers or letters, for users who write these in another way: what is read and sent stays the same.</summary>
public sealed class CulturePesterFileTests
{
    [Theory]
    [InlineData("Formats.Tests.ps1", "tr-TR")]
    [InlineData("Completion.Tests.ps1", "de-DE")]
    [InlineData("Api.Tests.ps1", "tr-TR")]
    [InlineData("MainJob.Tests.ps1", "th-TH")]
    [InlineData("RotationPrompts.Tests.ps1", "zh-CN")]
    public Task Passes(string file, string culture) => PesterFile.PassesAsync(file, culture);
}

/// <summary>The rest of the files.</summary>
public sealed class OtherPesterFileTests
{
    public static TheoryData<string> Files => PesterFile.Share(2);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file) => PesterFile.PassesAsync(file);
}

/// <summary>The file that takes longest.</summary>
public sealed class LongestPesterFileTests
{
    [Fact]
    public Task Passes() => PesterFile.PassesAsync(PesterFile.Longest);
}
