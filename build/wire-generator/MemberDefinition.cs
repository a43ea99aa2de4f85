using System.Text.Json;

namespace TencentCert.WireGenerator;

/// <summary>One member of a record.</summary>
internal sealed class MemberDefinition
{
    public MemberDefinition(JsonProperty member, Func<string, string> className)
    {
        Name = member.Name;
        var type = member.Value.GetProperty("type").GetString()!;
        IsList = type == "list";
        var single = type is "list" or "object" ? member.Value.GetProperty("member").GetString()! : type;
        (Kind, ClassName) = single switch
        {
            "string" => ("Text", "string"),
            "int" => ("Integer", "long"),
            "bool" => ("Flag", "bool"),
            _ when type is "list" or "object" => ("Record", className(single)),
            _ => throw new FormatException($"The type {single} of the member {Name} is not supported."),
        };
        Record = Kind == "Record" ? single : null;
        IsRequired = Is(member.Value, "required");
        IsChinaOnly = Is(member.Value, "chinaOnly");
    }

    public string Name { get; }

    public bool IsList { get; }

    /// <summary>What it holds, or each item of its list: <c>Text</c>, <c>Integer</c>, <c>Flag</c> or <c>Record</c>.</summary>
    public string Kind { get; }

    /// <summary>The C# type of what it holds.</summary>
    public string ClassName { get; }

    /// <summary>The API's name of the record it holds; null for other kinds.</summary>
    public string? Record { get; }

    public bool IsRequired { get; }

    /// <summary>The international site lacks it.</summary>
    public bool IsChinaOnly { get; }

    /// <summary>The method of <c>WireReader</c> and <c>WireWriter</c> for it.</summary>
    public string Method => IsList ? Kind + "s" : Kind;

    private static bool Is(JsonElement member, string name) => member.TryGetProperty(name, out var value) && value.GetBoolean();
}
