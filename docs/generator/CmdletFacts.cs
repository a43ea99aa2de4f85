using System.Text;

namespace TencentCert.HelpGenerator;

/// <summary>
/// A cmdlet as its class declares it. The default parameter set is the first one; it is null when there is one set only. The parameters are
/// in the order of their positions, then the mandatory ones, then the rest; shared ones last. <c>Outputs</c> are full names of types.
/// </summary>
internal sealed record CmdletFacts(
    string Verb,
    string Noun,
    IReadOnlyList<string> Sets,
    string? DefaultSet,
    IReadOnlyList<ParameterFacts> Parameters,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<ActionFacts> Actions)
{
    private const int LineLength = 110;

    public string Name => $"{Verb}-{Noun}";

    /// <summary>Full names of the types accepted from the pipeline: by value, otherwise by property name.</summary>
    public IReadOnlyList<string> Inputs => Types(use => use.ByValue) is { Count: > 0 } whole ? whole : Types(use => use.ByPropertyName);

    private IReadOnlyList<string> Types(Func<ParameterUse, bool> isTaken) => [.. Parameters
        .Where(parameter => parameter.Uses.Any(isTaken))
        .Select(parameter => parameter.FullTypeName.Replace("[]", "", StringComparison.Ordinal))
        .Distinct()];

    /// <summary>The parameters of a set with their use in it.</summary>
    public IEnumerable<(ParameterFacts Parameter, ParameterUse Use)> In(string set) => Parameters
        .Select(parameter => (Parameter: parameter, Use: parameter.In(set)!))
        .Where(pair => pair.Use is not null)
        .OrderBy(pair => pair.Use.Position ?? int.MaxValue)
        .ThenBy(pair => !pair.Use.IsMandatory);

    /// <summary>The text of a page's SYNTAX section.</summary>
    public string Syntax()
    {
        var text = new StringBuilder();
        foreach (var set in Sets)
        {
            if (Sets.Count > 1)
                text.Append("### ").Append(set).Append(set == DefaultSet ? " (Default)" : "").Append("\n\n");

            text.Append("```text\n").Append(Lines(Name, In(set).Select(pair => pair.Parameter.Syntax(pair.Use)))).Append("\n```\n\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Lines(string name, IEnumerable<string> parts)
    {
        var lines = new List<string> { name };
        foreach (var part in parts.Append("[<CommonParameters>]"))
        {
            if (lines[^1].Length + 1 + part.Length > LineLength)
                lines.Add("   ");

            lines[^1] += " " + part;
        }

        return string.Join('\n', lines);
    }
}
