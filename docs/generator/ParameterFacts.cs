using System.Globalization;

namespace TencentCert.HelpGenerator;

/// <summary>A parameter as the cmdlet declares it.</summary>
internal sealed record ParameterFacts
{
    public required string Name { get; init; }

    /// <summary>Class that declares it; an abstract one shares it among its cmdlets.</summary>
    public required string DeclaredBy { get; init; }

    /// <summary>Short name of the type, such as <c>String[]</c>.</summary>
    public required string TypeName { get; init; }

    public required string FullTypeName { get; init; }

    /// <summary>Whether it takes several values.</summary>
    public required bool IsMany { get; init; }

    /// <summary>Names to choose from, when they are few.</summary>
    public required IReadOnlyList<string> Choices { get; init; }

    /// <summary>Value when it is not given.</summary>
    public required string Default { get; init; }

    public required bool TakesWildcards { get; init; }

    /// <summary>Other names.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>Its use in each parameter set.</summary>
    public required IReadOnlyList<ParameterUse> Uses { get; init; }

    /// <summary>Whether it is given without a value.</summary>
    public bool IsSwitch => TypeName == "SwitchParameter";

    /// <summary>The use that represents the parameter in general.</summary>
    public ParameterUse Use => Uses[0];

    /// <summary>Its use in a set; null when the set does not contain it.</summary>
    public ParameterUse? In(string set) => Uses.FirstOrDefault(use => use.Set == set || use.Set == ParameterUse.EverySet);

    /// <summary>How it is written in a syntax line.</summary>
    public string Syntax(ParameterUse use)
    {
        var name = use.Position is null ? "-" + Name : $"[-{Name}]";
        var text = IsSwitch ? name : $"{name} <{TypeName}>";
        return use.IsMandatory ? text : $"[{text}]";
    }

    /// <summary>Position as MAML spells it.</summary>
    public static string Position(ParameterUse use) => use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named";
}
