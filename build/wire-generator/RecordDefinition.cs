using System.Text.Json;

namespace TencentCert.WireGenerator;

/// <summary>One record of the API.</summary>
internal sealed class RecordDefinition(string name, JsonElement members, Func<string, string> className)
{
    /// <summary>As the API calls it.</summary>
    public string Name { get; } = name;

    /// <summary>As C# calls it.</summary>
    public string ClassName { get; } = className(name);

    public IReadOnlyList<MemberDefinition> Members { get; } =
        [.. members.EnumerateObject().Select(member => new MemberDefinition(member, className))];

    /// <summary>A request, or part of one.</summary>
    public bool IsSent { get; set; }

    /// <summary>A response, or part of one.</summary>
    public bool IsReceived { get; set; }

    /// <summary>A whole request, not a part of one.</summary>
    public bool IsRequest => Name.EndsWith("Request", StringComparison.Ordinal);

    /// <summary>A whole response, not a part of one.</summary>
    public bool IsResponse => Name.EndsWith("Response", StringComparison.Ordinal);
}
