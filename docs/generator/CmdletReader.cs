using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace TencentCert.HelpGenerator;

/// <summary>Reads the cmdlets of an assembly. Attributes are read as data, because PowerShell is not loaded.</summary>
internal static class CmdletReader
{
    private const int MaxChoices = 6;

    /// <summary>The cmdlets, by name.</summary>
    public static IReadOnlyList<CmdletFacts> Read(Assembly assembly)
    {
        var actions = new ActionReader(assembly);
        return [.. assembly.GetExportedTypes().Select(type => Read(type, actions)).OfType<CmdletFacts>()
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
    }

    private static CmdletFacts? Read(Type type, ActionReader actions)
    {
        if (type.IsAbstract || Data(type, nameof(CmdletAttribute)).FirstOrDefault() is not { } cmdlet)
            return null;

        var sample = Activator.CreateInstance(type);
        var parameters = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => Data(property, nameof(ParameterAttribute)).Any())
            .OrderBy(property => Depth(type, property.DeclaringType!))
            .ThenBy(property => property.MetadataToken)
            .Select(property => Parameter(property, sample))
            .Concat(Named<bool>(cmdlet, "SupportsShouldProcess") ? [ShouldProcess("WhatIf", "wi"), ShouldProcess("Confirm", "cf")] : [])
            .ToList();
        var defaultSet = Named<string>(cmdlet, "DefaultParameterSetName");
        var sets = parameters.SelectMany(parameter => parameter.Uses)
            .Select(use => use.Set).Distinct().Where(set => set != ParameterUse.EverySet).ToList();
        if (defaultSet is not null && sets.Count > 0)
        {
            // A default set may have no specific parameter.
            sets.Remove(defaultSet);
            sets.Insert(0, defaultSet);
        }

        return new CmdletFacts(
            Verb: (string)cmdlet.ConstructorArguments[0].Value!,
            Noun: (string)cmdlet.ConstructorArguments[1].Value!,
            Sets: sets.Count == 0 ? [ParameterUse.EverySet] : sets,
            DefaultSet: sets.Count == 0 ? null : defaultSet,
            parameters,
            Outputs: [.. Data(type, nameof(OutputTypeAttribute)).SelectMany(OutputTypes)],
            actions.Of(type));
    }

    private static ParameterFacts Parameter(PropertyInfo property, object? sample)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var item = type.IsArray ? type.GetElementType()! : type;
        var names = item.IsEnum ? Enum.GetNames(item) : [];
        var uses = Data(property, nameof(ParameterAttribute)).Select(Use).ToList();
        return new ParameterFacts(
            property.Name,
            DeclaredBy: property.DeclaringType!.Name,
            type.Name,
            type.FullName!,
            IsMany: type.IsArray,
            Choices: names.Length <= MaxChoices ? names : [],
            Default: uses.Any(use => use.IsMandatory) ? "None" : Text(property.GetValue(sample)),
            TakesWildcards: Data(property, nameof(SupportsWildcardsAttribute)).Any(),
            Aliases: [.. Data(property, nameof(AliasAttribute)).SelectMany(alias => Strings(alias.ConstructorArguments[0]))],
            uses);
    }

    private static ParameterUse Use(CustomAttributeData parameter) => new(
        Named<string>(parameter, "ParameterSetName") ?? ParameterUse.EverySet,
        Named<bool>(parameter, "Mandatory"),
        parameter.NamedArguments.Any(argument => argument.MemberName == "Position") ? Named<int>(parameter, "Position") : null,
        Named<bool>(parameter, "ValueFromPipeline"),
        Named<bool>(parameter, "ValueFromPipelineByPropertyName"));

    // PowerShell adds these two parameters.
    private static ParameterFacts ShouldProcess(string name, string alias) => new(
        name, DeclaredBy: "ShouldProcess", nameof(SwitchParameter), typeof(SwitchParameter).FullName!, IsMany: false, Choices: [],
        Default: "False", TakesWildcards: false, [alias], [new ParameterUse(ParameterUse.EverySet, false, null, false, false)]);

    private static IEnumerable<string> OutputTypes(CustomAttributeData output) => output.ConstructorArguments
        .SelectMany(argument => argument.Value is IEnumerable<CustomAttributeTypedArgument> items ? items : [argument])
        .Select(argument => argument.Value)
        .OfType<Type>()
        .Select(type => type == typeof(void) ? "None" : type.FullName!);

    private static string Text(object? value) => value switch
    {
        null or "" or ICollection { Count: 0 } => "None",
        SwitchParameter or bool => "False",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "None",
    };

    private static IEnumerable<string> Strings(CustomAttributeTypedArgument argument) =>
        ((IEnumerable<CustomAttributeTypedArgument>)argument.Value!).Select(item => (string)item.Value!);

    private static IEnumerable<CustomAttributeData> Data(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType.Name == attribute);

    private static T? Named<T>(CustomAttributeData data, string name) =>
        data.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value is T value ? value : default;

    private static int Depth(Type type, Type declaring) => type == declaring ? 0 : 1 + Depth(type.BaseType!, declaring);
}
