using System.Text.Json;

namespace TencentCert.WireGenerator;

/// <summary>One listed action.</summary>
internal sealed class ActionDefinition(JsonProperty listed, JsonElement published)
{
    public string Name { get; } = listed.Name;

    public string Request => Name + "Request";

    public string Response => Name + "Response";

    /// <summary>A name of <c>ActionEffect</c>.</summary>
    public string Effect { get; } = listed.Value.GetProperty("effect").GetString()!;

    /// <summary>Codes that mean "not executed, another change is in progress".</summary>
    public IReadOnlyList<string> Busy { get; } =
        listed.Value.TryGetProperty("busy", out var codes) ? [.. codes.EnumerateArray().Select(code => code.GetString()!)] : [];

    /// <summary>The international site lacks it.</summary>
    public bool IsChinaOnly { get; } = published.TryGetProperty("chinaOnly", out var only) && only.GetBoolean();
}
