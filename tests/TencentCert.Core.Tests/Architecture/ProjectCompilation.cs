using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TencentCert.Core.Tests.Wire;

namespace TencentCert.Core.Tests.Architecture;

/// <summary>The compiled sources of a project, so that a test can resolve names in them.</summary>
internal static class ProjectCompilation
{
    private static readonly ConcurrentDictionary<string, Lazy<Compilation>> Compiled = new();

    /// <summary>A project below <c>src</c>, with the wire code that is generated for it.</summary>
    public static Compilation Of(string project) => Compiled.GetOrAdd(project, _ => new Lazy<Compilation>(() => Of(
        ProjectSources.Read(ProjectSources.Folder(project)),
        project switch
        {
            "TencentCert.Core" => GeneratedWire.Trees("Records"),
            "TencentCert.Emulator" => GeneratedWire.Trees("Parameters"),
            _ => [],
        },
        usesCore: project != "TencentCert.Core"))).Value;

    /// <summary>Sources by path, and generated ones.</summary>
    public static Compilation Of(IEnumerable<(string Path, string Text)> texts, IEnumerable<SyntaxTree> generated, bool usesCore = false)
    {
        var trees = texts.Select(source => CSharpSyntaxTree.ParseText(source.Text, GeneratedWire.Language, source.Path));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (!name.StartsWith("TencentCert.", StringComparison.Ordinal) || (usesCore && name == "TencentCert.Core.dll")))
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            "project", trees.Concat(generated), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    /// <summary>The symbol of a name, or the first candidate if a missing reference leaves several.</summary>
    public static ISymbol? Named(SemanticModel model, SimpleNameSyntax name) =>
        model.GetSymbolInfo(name) is var info && info.Symbol is { } found ? found : info.CandidateSymbols.FirstOrDefault();
}
