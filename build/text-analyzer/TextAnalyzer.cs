using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TencentCert.TextAnalyzer;

/// <summary>
/// Every interpolated string that becomes a <c>Wording</c> must have a translation with the same values in <c>Wording.zh.resx</c>, and so
/// must each name of a state that is filled into one.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TextAnalyzer : DiagnosticAnalyzer
{
    private const string Translations = "Wording.zh.resx";

    private static readonly DiagnosticDescriptor MissingTranslation = new(
        "TEXT001", "A text has no translation", "'{0}' has no translation in " + Translations, "Texts", DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(MissingTranslation);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var file = start.Options.AdditionalFiles.FirstOrDefault(static item => Path.GetFileName(item.Path) == Translations);
            if (file?.GetText(start.CancellationToken) is not { } text)
                return;

            var translations = new HashSet<string>(
                XDocument.Parse(text.ToString()).Root!.Elements("data").Select(static item => item.Attribute("name")!.Value),
                StringComparer.Ordinal);
            start.RegisterOperationAction(operation => Check(operation, translations), OperationKind.InterpolatedStringHandlerCreation);
        });
    }

    private static void Check(OperationAnalysisContext context, HashSet<string> translations)
    {
        var creation = (IInterpolatedStringHandlerCreationOperation)context.Operation;
        if (creation.Type?.Name != "Wording")
            return;

        foreach (var missing in StateNames(creation.Content).Where(name => !translations.Contains(name)))
            context.ReportDiagnostic(Diagnostic.Create(MissingTranslation, creation.Syntax.GetLocation(), missing));

        var text = new StringBuilder();
        var values = 0;
        Append(creation.Content, text, ref values);
        var sentence = text.ToString();
        if (sentence.Any(static character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')) && !translations.Contains(sentence))
            context.ReportDiagnostic(Diagnostic.Create(MissingTranslation, creation.Syntax.GetLocation(), sentence));
    }

    // Concatenated interpolated strings are one text.
    private static void Append(IOperation content, StringBuilder text, ref int values)
    {
        switch (content)
        {
            case IInterpolatedStringAdditionOperation addition:
                Append(addition.Left, text, ref values);
                Append(addition.Right, text, ref values);
                break;
            case IInterpolatedStringOperation parts:
                foreach (var part in parts.Parts)
                {
                    if (Literal(part) is { } literal)
                        text.Append(literal.Replace("{", "{{").Replace("}", "}}"));
                    else
                        text.Append('{').Append(values++).Append('}');
                }

                break;
        }
    }

    // Names of states are translated; other enumerations, such as kinds, are typed by the user.
    private static IEnumerable<string> StateNames(IOperation content) =>
        content.DescendantsAndSelf().OfType<IInterpolatedStringAppendOperation>()
            .Where(static part => part.Kind == OperationKind.InterpolatedStringAppendFormatted)
            .Select(static part => (part.AppendCall as IInvocationOperation)?.TargetMethod.TypeArguments.FirstOrDefault())
            .Select(static type => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
                ? nullable.TypeArguments[0] : type)
            .Where(static type => type is { TypeKind: TypeKind.Enum, ContainingNamespace: { } space }
                && space.ToDisplayString().StartsWith("TencentCert", StringComparison.Ordinal)
                && (type.Name.EndsWith("Status", StringComparison.Ordinal) || type.Name.EndsWith("State", StringComparison.Ordinal)))
            .SelectMany(static type => type!.GetMembers().OfType<IFieldSymbol>())
            .Select(static member => member.ContainingType.Name + "." + member.Name);

    private static string? Literal(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringAppendOperation { Kind: OperationKind.InterpolatedStringAppendLiteral, AppendCall: IInvocationOperation call } =>
            call.Arguments[0].Value.ConstantValue.Value as string,
        IInterpolatedStringTextOperation literal => literal.Text.ConstantValue.Value as string,
        _ => null,
    };
}
