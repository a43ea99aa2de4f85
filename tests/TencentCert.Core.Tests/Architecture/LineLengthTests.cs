using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TencentCert.Tests;

namespace TencentCert.Core.Tests.Architecture;

/// <summary>Lines of code have at most 140 characters, as <c>.editorconfig</c> says. No compiler or analyzer checks it.</summary>
public sealed class LineLengthTests
{
    private const int MaxLength = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("build")]
    [InlineData("docs")]
    [InlineData("samples")]
    public void No_line_of_code_is_longer_than_the_limit(string folder)
    {
        var root = Path.Combine(Repository.Root, folder);
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .ToList();
        Assert.NotEmpty(files);
        var lines = files.SelectMany(path => LongLines(Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path))).ToList();
        Assert.True(lines.Count == 0, string.Join("\n", lines));
    }

    [Fact]
    public void A_long_line_is_found_and_data_in_a_raw_string_is_not()
    {
        var name = new string('a', MaxLength);
        Assert.Equal(["File.cs:2"], LongLines("File.cs", $"class Short;\nclass {name};"));
        Assert.Empty(LongLines("File.cs", $"class Data {{ string text = \"\"\"\n{name}x\n\"\"\"; }}"));
    }

    private static IEnumerable<string> LongLines(string file, string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source);
        var text = tree.GetText();
        var data = tree.GetRoot().DescendantNodes()
            .Where(node => node is LiteralExpressionSyntax { Token.RawKind: (int)SyntaxKind.MultiLineRawStringLiteralToken }
                or InterpolatedStringExpressionSyntax
                {
                    StringStartToken.RawKind: (int)SyntaxKind.InterpolatedMultiLineRawStringStartToken,
                })
            .Select(node => node.Span)
            .ToList();
        return text.Lines
            .Where(line => line.Span.Length > MaxLength && !data.Exists(span => span.Contains(line.Start)))
            .Select(line => $"{file}:{line.LineNumber + 1}");
    }
}
