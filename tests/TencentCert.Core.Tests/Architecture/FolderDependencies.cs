using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TencentCert.Core.Tests.Architecture;

/// <summary>The use of a type in another folder.</summary>
/// <param name="From">Namespace of the using type.</param>
/// <param name="To">Namespace of the used type.</param>
/// <param name="By">The two types.</param>
internal sealed record FolderArrow(string From, string To, string By);

/// <summary>Dependencies between the folders of a project, read from the compiled sources. Namespaces mirror the folders.</summary>
internal static class FolderDependencies
{
    /// <summary>The uses between the folders of a project. Types in the root folder are not counted.</summary>
    public static IReadOnlyList<FolderArrow> Read(Compilation compilation) =>
        [.. compilation.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .AsParallel().SelectMany(tree => Read(compilation, tree)).Distinct()];

    /// <summary>The uses that are part of a circular dependency.</summary>
    public static IReadOnlyList<FolderArrow> Circular(IReadOnlyList<FolderArrow> arrows)
    {
        var next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        var reached = arrows.Select(arrow => arrow.From).Distinct().ToDictionary(folder => folder, folder => Reached(next, folder));
        return [.. arrows.Where(arrow => reached.TryGetValue(arrow.To, out var back) && back.Contains(arrow.From))];
    }

    private static HashSet<string> Reached(ILookup<string, string> next, string start)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>(next[start]);
        while (open.TryPop(out var folder))
        {
            if (found.Add(folder))
            {
                foreach (var further in next[folder])
                    open.Push(further);
            }
        }

        return found;
    }

    private static IEnumerable<FolderArrow> Read(Compilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        foreach (var declaration in tree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(declaration) is not { ContainingType: null } user)
                continue;

            foreach (var name in declaration.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var symbol = ProjectCompilation.Named(model, name);
                var used = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
                if (used is not null
                    && SymbolEqualityComparer.Default.Equals(used.ContainingAssembly, compilation.Assembly)
                    && Folder(user) is { } from && Folder(used) is { } to && from != to)
                {
                    yield return new FolderArrow(from, to, $"{user.Name} -> {used.Name}");
                }
            }
        }
    }

    private static string? Folder(INamedTypeSymbol type)
    {
        var parts = type.ContainingNamespace.ToDisplayString().Split('.');
        var root = parts is ["TencentCert", "Core" or "Emulator", ..] ? 2 : 1;
        return parts.Length > root ? string.Join('.', parts[root..]) : null;
    }
}
