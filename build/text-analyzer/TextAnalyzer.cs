using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace TencentCert.TextAnalyzer;

/// <summary>
/// Every interpolated string that becomes a <c>Wording</c> must have a translation with the same values in <c>Wording.zh.resx</c>.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TextAnalyzer : DiagnosticAnalyzer
{
    private const string Translations = "Wording.zh.resx";

    private static readonly DiagnosticDescriptor Untranslated = new(
        "TEXT001", "A text has no translation", "'{0}' has no translation in " + Translations, "Texts", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Untranslated);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var file = start.Options.AdditionalFiles.FirstOrDefault(static one => Path.GetFileName(one.Path) == Translations);
            if (file?.GetText(start.CancellationToken) is not { } text)
            {
                return;
            }

            var known = new HashSet<string>(
                XDocument.Parse(text.ToString()).Root!.Elements("data").Select(static item => item.Attribute("name")!.Value), StringComparer.Ordinal);
            start.RegisterOperationAction(operation => Check(operation, known), OperationKind.InterpolatedStringHandlerCreation);
        });
    }

    private static void Check(OperationAnalysisContext context, HashSet<string> known)
    {
        var creation = (IInterpolatedStringHandlerCreationOperation)context.Operation;
        if (creation.Type?.Name != "Wording")
        {
            return;
        }

        var text = new StringBuilder();
        var values = 0;
        Append(creation.Content, text, ref values);
        var sentence = text.ToString();
        if (sentence.Any(static character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')) && !known.Contains(sentence))
        {
            context.ReportDiagnostic(Diagnostic.Create(Untranslated, creation.Syntax.GetLocation(), sentence));
        }
    }

    // Interpolated strings that are added up are one text.
    private static void Append(IOperation content, StringBuilder text, ref int values)
    {
        switch (content)
        {
            case IInterpolatedStringAdditionOperation sum:
                Append(sum.Left, text, ref values);
                Append(sum.Right, text, ref values);
                break;
            case IInterpolatedStringOperation parts:
                foreach (var part in parts.Parts)
                {
                    if (Literal(part) is { } literal)
                    {
                        text.Append(literal.Replace("{", "{{").Replace("}", "}}"));
                    }
                    else
                    {
                        text.Append('{').Append(values++).Append('}');
                    }
                }

                break;
        }
    }

    private static string? Literal(IInterpolatedStringContentOperation part) => part switch
    {
        IInterpolatedStringAppendOperation { Kind: OperationKind.InterpolatedStringAppendLiteral, AppendCall: IInvocationOperation call } =>
            call.Arguments[0].Value.ConstantValue.Value as string,
        IInterpolatedStringTextOperation literal => literal.Text.ConstantValue.Value as string,
        _ => null,
    };
}
