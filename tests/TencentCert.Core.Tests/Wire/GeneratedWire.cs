using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TencentCert.Tests;

namespace TencentCert.Core.Tests.Wire;

/// <summary>Runs the wire code generator like the build.</summary>
internal static class GeneratedWire
{
    public static CSharpParseOptions Language { get; } = new(LanguageVersion.Preview);

    public static string DefinitionFolder { get; } = Path.Combine(Repository.Root, "src", "TencentCert.Core", "Wire", "Definitions");

    /// <summary>The definitions in the repository.</summary>
    /// <param name="wanted">The code to generate: <c>Records</c> or <c>Parameters</c>.</param>
    public static IReadOnlyList<Definition> Definitions(string wanted) =>
        [.. Directory.EnumerateFiles(DefinitionFolder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => new Definition(path, File.ReadAllText(path), wanted))];

    /// <summary>The generated syntax trees of a project.</summary>
    public static IReadOnlyList<SyntaxTree> Trees(string wanted) => Run(Definitions(wanted)).GetRunResult().GeneratedTrees;

    /// <summary>A driver that has run once and tracks its steps.</summary>
    public static GeneratorDriver Run(IReadOnlyList<Definition> definitions) =>
        CSharpGeneratorDriver.Create(
            [new WireGenerator.WireGenerator().AsSourceGenerator()],
            definitions,
            Language,
            new DefinitionOptions(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
            .RunGenerators(CSharpCompilation.Create("wire"));

    /// <summary>An additional file with its metadata <c>Wire</c>.</summary>
    internal sealed class Definition(string path, string text, string wanted) : AdditionalText
    {
        public override string Path => path;

        public string Wanted => wanted;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class DefinitionOptions : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Metadata("");

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Metadata(((Definition)textFile).Wanted);
    }

    private sealed class Metadata(string wanted) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_metadata.AdditionalFiles.Wire" && wanted.Length > 0 ? wanted : null;
            return value is not null;
        }
    }
}
