using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace TencentCert.WireGenerator;

/// <summary>
/// Writes code from the API definitions in <c>Wire/Definitions</c>: for Core the records and action tables, for the
/// emulator the parameters that a request may and must have. An additional file says by its metadata <c>Wire</c> which.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class WireGenerator : IIncrementalGenerator
{
    private const string List = "actions.json";

    private static readonly DiagnosticDescriptor InvalidDefinition = new(
        "WIRE001", "API definitions are incomplete", "{0}", "Wire", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Texts compare by value: without a changed definition, nothing below runs again.
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellationToken) =>
            {
                pair.Right.GetOptions(pair.Left).TryGetValue("build_metadata.AdditionalFiles.Wire", out var kind);
                var text = string.IsNullOrEmpty(kind) ? "" : pair.Left.GetText(cancellationToken)?.ToString() ?? "";
                return (Name: pair.Left.Path.Split('/', '\\').Last(), Kind: kind ?? "", Text: text);
            })
            .Where(static file => file.Text.Length > 0)
            .Collect();

        context.RegisterSourceOutput(files, static (output, files) =>
        {
            try
            {
                var list = files.FirstOrDefault(file => file.Name == List).Text;
                foreach (var file in files.Where(file => file.Name != List))
                {
                    var api = ApiDefinition.Parse(file.Text, list ?? throw new FormatException($"{List} is missing."));
                    Write(output, api, file.Kind);
                }
            }
            catch (Exception exception) when (exception is FormatException or JsonException)
            {
                output.ReportDiagnostic(Diagnostic.Create(InvalidDefinition, Location.None, exception.Message));
            }
        });
    }

    private static void Write(SourceProductionContext output, ApiDefinition api, string kind)
    {
        if (kind == "Parameters")
        {
            output.AddSource($"{api.Title}Parameters.g.cs", ParameterSource.Of(api));
            return;
        }

        output.AddSource($"{api.Title}Actions.g.cs", ActionTableSource.Of(api));
        foreach (var record in api.Records)
            output.AddSource($"{api.Title}.{record.ClassName}.g.cs", RecordSource.Of(api, record));
    }
}
