using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TencentCert.Core.Tests.Architecture;

/// <summary>A cmdlet that changes GAAP bindings reads its parameters and delegates the work to the pipeline.</summary>
public sealed class CmdletSizeTests
{
    private const int MostTypes = 17;

    [Theory]
    [InlineData("SetGaapCertificateCommand")]
    [InlineData("SetGaapListenerCertificateCommand")]
    [InlineData("SetGaapDomainAuthenticationCommand")]
    [InlineData("UpdateGaapCertificateCommand")]
    [InlineData("UndoGaapCertificateUpdateCommand")]
    public void A_GAAP_binding_cmdlet_references_few_project_types(string cmdlet)
    {
        var named = OwnTypes(cmdlet).Where(name => name != cmdlet).Order(StringComparer.Ordinal).ToList();
        Assert.Contains("GaapCertificateBinding", named);
        Assert.True(named.Count <= MostTypes, $"{cmdlet} names {named.Count} types: {string.Join(", ", named)}");
    }

    private static HashSet<string> OwnTypes(string cmdlet)
    {
        var compilation = ProjectCompilation.Of("TencentCert");
        var declaration = compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
            .Single(type => type.Identifier.ValueText == cmdlet);
        var model = compilation.GetSemanticModel(declaration.SyntaxTree);
        return
        [
            .. declaration.DescendantNodes().OfType<SimpleNameSyntax>()
                .Where(name => name is not IdentifierNameSyntax { IsVar: true })
                .Select(name => ProjectCompilation.Named(model, name) switch
                {
                    INamedTypeSymbol type => type,
                    IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
                    _ => null,
                })
                .OfType<INamedTypeSymbol>()
                .Where(type => type.ContainingNamespace.ToDisplayString().StartsWith("TencentCert", StringComparison.Ordinal))
                .Select(type => type.Name),
        ];
    }
}
