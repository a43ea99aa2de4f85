using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TencentCert.Core.Tests.Architecture;
using TencentCert.Core.Tests.Wire;

namespace TencentCert.Core.Tests.Strings;

/// <summary>A text in the sources of Core, as compiled.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Text">The text, with {0} and so on in place of values.</param>
/// <param name="HasValues">Whether values are filled in.</param>
/// <param name="IsWording">Whether it is shown in the language of the session.</param>
internal sealed record SourceText(string Place, string Text, bool HasValues, bool IsWording)
{
    /// <summary>Its key in the translations, where braces are doubled.</summary>
    public string Key => HasValues ? Text : Text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}

/// <summary>Reads every text in the sources of Core.</summary>
internal static class SourceTexts
{
    public static string Folder { get; } = ProjectSources.Folder("TencentCert.Core");

    /// <summary>Every text in the sources of the cmdlets. Types of PowerShell are not resolved.</summary>
    public static IReadOnlyList<SourceText> OfCmdlets() => Read(ProjectSources.Folder("TencentCert"));

    /// <summary>Every text in the sources of Core.</summary>
    public static IReadOnlyList<SourceText> OfCore() => Read(Folder);

    private static IReadOnlyList<SourceText> Read(string folder)
    {
        var trees = ProjectSources.Read(folder)
            .Select(source => CSharpSyntaxTree.ParseText(source.Text, GeneratedWire.Language, source.Path))
            .ToList();
        var generated = folder == Folder ? GeneratedWire.Trees("Records") : [];
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "sources", trees.Concat(generated), platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return [.. trees.SelectMany(tree => Read(tree, compilation.GetSemanticModel(tree)))];
    }

    private static IEnumerable<SourceText> Read(SyntaxTree tree, SemanticModel model)
    {
        foreach (var node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>().Where(IsWholeText))
        {
            var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            var type = node.Parent is CastExpressionSyntax cast ? cast.Type.ToString() : model.GetTypeInfo(node).ConvertedType?.Name;
            yield return new SourceText(
                $"{Path.GetRelativePath(Folder, tree.FilePath)}:{line}", TextOf(node), !node.IsKind(SyntaxKind.StringLiteralExpression),
                type == "Wording");
        }
    }

    // Concatenated interpolated strings are one text to the compiler.
    private static bool IsWholeText(ExpressionSyntax node) =>
        (node is InterpolatedStringExpressionSyntax || node.IsKind(SyntaxKind.StringLiteralExpression) || IsSum(node))
        && !IsSum(node.Parent)
        && node.FirstAncestorOrSelf<AttributeSyntax>() is null;

    private static bool IsSum(SyntaxNode? node) =>
        node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum
        && (sum.Left is InterpolatedStringExpressionSyntax || IsSum(sum.Left))
        && sum.Right is InterpolatedStringExpressionSyntax;

    private static string TextOf(ExpressionSyntax node)
    {
        if (node is LiteralExpressionSyntax literal)
            return literal.Token.ValueText;

        var text = new StringBuilder();
        var values = 0;
        foreach (var content in node.DescendantNodesAndSelf(child => child is not InterpolationSyntax)
            .OfType<InterpolatedStringContentSyntax>())
        {
            text.Append(content is InterpolatedStringTextSyntax part ? part.TextToken.ValueText : $"{{{values++}}}");
        }

        return text.ToString();
    }
}
