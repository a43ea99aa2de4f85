using System.Globalization;

namespace TencentCert.HelpGenerator;

/// <summary>
/// A parameter as the class <c>DeclaredBy</c> declares it; an abstract class shares it among its cmdlets. <c>TypeName</c> is short, such as
/// <c>String[]</c>; <c>Choices</c> are the names to choose from, when they are few; <c>Default</c> is the value when it is not given.
/// </summary>
internal sealed record ParameterFacts(
    string Name,
    string DeclaredBy,
    string TypeName,
    string FullTypeName,
    bool IsMany,
    IReadOnlyList<string> Choices,
    string Default,
    bool TakesWildcards,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<ParameterUse> Uses)
{
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

/// <summary>Use of a parameter in one parameter set. There is no position for a named parameter.</summary>
internal sealed record ParameterUse(string Set, bool IsMandatory, int? Position, bool ByValue, bool ByPropertyName)
{
    /// <summary>Name of the set that means all sets.</summary>
    public const string EverySet = "__AllParameterSets";

    /// <summary>MAML's value for pipeline input.</summary>
    public string Pipeline => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
