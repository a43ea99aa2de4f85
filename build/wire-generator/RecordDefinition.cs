using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace TencentCert.WireGenerator;

/// <summary>One record of the API.</summary>
internal sealed class RecordDefinition
{
    private RecordDefinition(string name, string className, IReadOnlyList<MemberDefinition> members)
    {
        Name = name;
        ClassName = className;
        Members = members;
    }

    /// <summary>As the API calls it.</summary>
    public string Name { get; }

    /// <summary>As C# calls it.</summary>
    public string ClassName { get; }

    public IReadOnlyList<MemberDefinition> Members { get; }

    /// <summary>A request, or part of one.</summary>
    public bool IsSent { get; set; }

    /// <summary>A response, or part of one.</summary>
    public bool IsReceived { get; set; }

    /// <summary>A whole request, not a part of one.</summary>
    public bool IsRequest => Name.EndsWith("Request", StringComparison.Ordinal);

    /// <summary>A whole response, not a part of one.</summary>
    public bool IsResponse => Name.EndsWith("Response", StringComparison.Ordinal);

    /// <exception cref="FormatException">It is not defined.</exception>
    public static RecordDefinition Parse(string name, JsonElement objects, Dictionary<string, string> renamed) =>
        objects.TryGetProperty(name, out var members)
            ? new(
                name,
                ClassNameOf(name, renamed),
                [.. members.EnumerateObject().Select(member => new MemberDefinition(member, type => ClassNameOf(type, renamed)))])
            : throw new FormatException($"The record {name} is not defined; run build/Update-WireDefinition.ps1.");

    private static string ClassNameOf(string name, Dictionary<string, string> renamed) =>
        renamed.TryGetValue(name, out var className) ? className : name;
}
