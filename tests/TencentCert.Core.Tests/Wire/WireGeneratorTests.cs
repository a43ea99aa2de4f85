using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TencentCert.Core.Client;

namespace TencentCert.Core.Tests.Wire;

/// <summary>The output of the wire code generator, and its errors for incomplete definitions.</summary>
public sealed class WireGeneratorTests
{
    private const string List =
        """
        {
          // A comment is allowed.
          "odd": {
            "rename": { "Part": "OddPart" },
            "actions": {
              "Ask": { "effect": "Read" },
              "Change": { "effect": "Once", "busy": ["FailedOperation.Busy", "FailedOperation.Doing"] }
            }
          }
        }
        """;

    private const string Api =
        """
        {
          "service": "odd",
          "version": "2020-01-01",
          "actions": { "Ask": { "chinaOnly": true }, "Change": {}, "Unlisted": {} },
          "objects": {
            "AskRequest": {},
            "AskResponse": {
              "Parts": { "type": "list", "member": "Part" },
              "Numbers": { "type": "list", "member": "int" },
              "Answered": { "type": "object", "member": "OnlyAnswered" }
            },
            "ChangeRequest": {
              "Part": { "type": "object", "member": "Part", "required": true },
              "Name": { "type": "string", "required": true },
              "Count": { "type": "int", "chinaOnly": true },
              "Sure": { "type": "bool" }
            },
            "ChangeResponse": {},
            "OnlyAnswered": { "Text": { "type": "string" } },
            "Part": { "Name": { "type": "string", "required": true } },
            "UnlistedRequest": {}
          }
        }
        """;

    [Fact]
    public void A_request_has_the_published_names_types_and_required_members()
    {
        var code = Code("Odd.ChangeRequest");
        Assert.Contains("public required OddPart Part { get; set; }", code, StringComparison.Ordinal);
        Assert.Contains("public required string Name { get; set; }", code, StringComparison.Ordinal);
        Assert.Contains("public long? Count { get; set; }", code, StringComparison.Ordinal);
        Assert.Contains("public bool? Sure { get; set; }", code, StringComparison.Ordinal);
        Assert.Contains("json.Integer(\"Count\"u8, Count);", code, StringComparison.Ordinal);
        Assert.DoesNotContain("IWireResponse", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_reads_lists_and_records_and_has_no_required_members()
    {
        var code = Code("Odd.AskResponse");
        Assert.Contains("Parts = json.Records<OddPart>(\"Parts\"u8),", code, StringComparison.Ordinal);
        Assert.Contains("Numbers = json.Integers(\"Numbers\"u8),", code, StringComparison.Ordinal);
        Assert.Contains("Answered = json.Record<OnlyAnswered>(\"Answered\"u8),", code, StringComparison.Ordinal);
        Assert.DoesNotContain("required", code, StringComparison.Ordinal);
        Assert.DoesNotContain("IWireRequest", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_for_both_directions_is_renamed_and_has_no_required_members()
    {
        var code = Code("Odd.OddPart");
        Assert.Contains("class OddPart : IWireRequest, IWireResponse<OddPart>", code, StringComparison.Ordinal);
        Assert.Contains("public string? Name { get; set; }", code, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_of_unlisted_actions_are_not_generated() =>
        Assert.DoesNotContain(Results(List, Api), source => source.HintName.Contains("Unlisted", StringComparison.Ordinal));

    [Fact]
    public void The_action_table_contains_effect_site_and_busy_codes()
    {
        var code = Code("OddActions");
        Assert.Contains(
            "Table.Declare<AskRequest, AskResponse>(\"Ask\", ActionEffect.Read, chinaOnly: true);", code, StringComparison.Ordinal);
        Assert.Contains(
            "\"Change\", ActionEffect.Once, busyCodes: [\"FailedOperation.Busy\", \"FailedOperation.Doing\"], "
            + "chinaOnlyParameters: [\"Count\"]);",
            code,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameter_table_has_required_members_at_every_depth_and_no_responses()
    {
        var code = Assert.Single(Results(List, Api, "Parameters")).SourceText.ToString();
        Assert.Contains("\"AskRequest\" => [],", code, StringComparison.Ordinal);
        Assert.Contains("new(\"Part\", ParameterKind.Record) { Record = \"Part\", IsRequired = true }", code, StringComparison.Ordinal);
        Assert.Contains("new(\"Count\", ParameterKind.Integer) { IsChinaOnly = true }", code, StringComparison.Ordinal);
        Assert.Contains("new(\"Name\", ParameterKind.Text) { IsRequired = true }", code, StringComparison.Ordinal);
        Assert.DoesNotContain("OnlyAnswered", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Ask\"", "\"Unheard\"", "odd defines no action Unheard")]
    [InlineData("\"odd\"", "\"even\"", "does not list the service odd")]
    [InlineData("{", "", "")]
    public void An_invalid_action_list_fails_the_build(string before, string after, string expected) =>
        AssertFails(Replaced(List, before, after), Api, expected);

    [Theory]
    [InlineData("\"OnlyAnswered\": {", "\"Other\": {", "OnlyAnswered is not defined")]
    [InlineData("\"bool\"", "\"decimal\"", "decimal")]
    public void An_invalid_definition_fails_the_build(string before, string after, string expected) =>
        AssertFails(List, Replaced(Api, before, after), expected);

    [Fact]
    public void Nothing_is_regenerated_when_only_code_changes()
    {
        var driver = GeneratedWire.Run(GeneratedWire.Definitions("Records"))
            .RunGenerators(
                CSharpCompilation.Create(
                    "wire", [CSharpSyntaxTree.ParseText("class Other;", cancellationToken: TestContext.Current.CancellationToken)]),
                    TestContext.Current.CancellationToken);
        var outputs = driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs).ToList();
        Assert.NotEmpty(outputs);
        Assert.All(outputs, output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void The_versions_are_those_of_the_definitions() =>
        Assert.All(
            [ApiService.Ssl, ApiService.Gaap, ApiService.Sts],
            service =>
                Assert.True(
                    File.Exists(Path.Combine(GeneratedWire.DefinitionFolder, $"{service.Name}-{service.Version}.json")),
                    service.ToString()));

    private static string Replaced(string text, string before, string after)
    {
        var at = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0);
        return text[..at] + after + text[(at + before.Length)..];
    }

    private static void AssertFails(string list, string api, string expected)
    {
        var result = GeneratedWire.Run(Files(list, api, "Records")).GetRunResult();
        var problem = Assert.Single(result.Diagnostics);
        Assert.Equal(DiagnosticSeverity.Error, problem.Severity);
        Assert.Contains(expected, problem.ToString(), StringComparison.Ordinal);
    }

    private static string Code(string name) => Results(List, Api).Single(source => source.HintName == name + ".g.cs").SourceText.ToString();

    private static ImmutableArray<GeneratedSourceResult> Results(string list, string api, string wanted = "Records")
    {
        var result = GeneratedWire.Run(Files(list, api, wanted)).GetRunResult();
        Assert.Empty(result.Diagnostics);
        return result.Results.Single().GeneratedSources;
    }

    private static GeneratedWire.Definition[] Files(string list, string api, string wanted) =>
        [new("/definitions/actions.json", list, wanted), new("/definitions/odd-2020-01-01.json", api, wanted)];
}
