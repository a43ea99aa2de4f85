using System.Text.Json;

namespace TencentCert.Core.Tests.Wire;

/// <summary>
/// The services' published definitions (the ones tccli carries) of the declared actions: members with their types,
/// "!" for a required and "~" for a withdrawn one, and what the international site lacks.
/// </summary>
internal sealed class PublishedParameters
{
    private static readonly Lazy<JsonElement> Root = new(() =>
    {
        using var stream = typeof(PublishedParameters).Assembly.GetManifestResourceStream("published-parameters.json")!;
        return JsonDocument.Parse(stream).RootElement;
    });

    private readonly JsonElement _objects;

    private PublishedParameters(string service, string action)
    {
        var published = Root.Value.GetProperty(service);
        _objects = published.GetProperty("objects");
        var definition = published.GetProperty("actions").GetProperty(action);
        Request = definition.GetProperty("request").GetString()!;
        Response = definition.GetProperty("response").GetString()!;
        IsInternational = definition.GetProperty("international").GetBoolean();
        NotInternational = definition.TryGetProperty("notInternational", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
    }

    public string Request { get; }

    public string Response { get; }

    public bool IsInternational { get; }

    public IReadOnlyList<string> NotInternational { get; }

    public static PublishedParameters Of(string service, string action) => new(service, action);

    public static string Version(string service) => Root.Value.GetProperty(service).GetProperty("version").GetString()!;

    public Dictionary<string, string> Members(string name) =>
        _objects.GetProperty(name).EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
}
