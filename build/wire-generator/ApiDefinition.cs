using System.Text.Json;

namespace TencentCert.WireGenerator;

/// <summary>One API: its listed actions and every record that is reachable from them.</summary>
internal sealed class ApiDefinition(string service, string version)
{
    private static readonly JsonDocumentOptions JsonOptions =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Such as <c>ssl</c>.</summary>
    public string Service { get; } = service;

    /// <summary>Such as <c>Ssl</c>, as in the names of classes and namespaces.</summary>
    public string Title => char.ToUpperInvariant(Service[0]) + Service.Substring(1);

    public string Version { get; } = version;

    /// <summary>In the order of the list.</summary>
    public List<ActionDefinition> Actions { get; } = [];

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<RecordDefinition> Records { get; private set; } = [];

    /// <summary>Reads the definitions, as far as the list, <c>actions.json</c>, needs them.</summary>
    /// <exception cref="FormatException">A listed action or a record is not defined.</exception>
    public static ApiDefinition Parse(string definition, string list)
    {
        using var listed = JsonDocument.Parse(list, JsonOptions);
        using var defined = JsonDocument.Parse(definition, JsonOptions);
        var root = defined.RootElement;
        var api = new ApiDefinition(root.GetProperty("service").GetString()!, root.GetProperty("version").GetString()!);
        if (!listed.RootElement.TryGetProperty(api.Service, out var listedActions))
            throw new FormatException($"actions.json does not list the service {api.Service}.");

        foreach (var action in listedActions.GetProperty("actions").EnumerateObject())
        {
            if (!root.GetProperty("actions").TryGetProperty(action.Name, out var published))
                throw new FormatException($"{api.Service} defines no action {action.Name}; run build/Update-WireDefinition.ps1.");

            api.Actions.Add(new ActionDefinition(action, published));
        }

        var renamed = listedActions.TryGetProperty("rename", out var names)
            ? names.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!)
            : [];
        api.Records = ReachableRecords(api.Actions, root.GetProperty("objects"), renamed);
        return api;
    }

    public RecordDefinition Record(string name) => Records.First(record => record.Name == name);

    private static List<RecordDefinition> ReachableRecords(
        List<ActionDefinition> actions, JsonElement objects, Dictionary<string, string> renamed)
    {
        var found = new SortedDictionary<string, RecordDefinition>(StringComparer.Ordinal);
        foreach (var action in actions)
        {
            Add(action.Request, record => !record.IsSent, record => record.IsSent = true);
            Add(action.Response, record => !record.IsReceived, record => record.IsReceived = true);
        }

        return [.. found.Values];

        void Add(string name, Func<RecordDefinition, bool> isNew, Action<RecordDefinition> mark)
        {
            if (!found.TryGetValue(name, out var record))
            {
                var members = objects.TryGetProperty(name, out var defined) ? defined
                    : throw new FormatException($"The record {name} is not defined; run build/Update-WireDefinition.ps1.");
                found[name] = record = new(name, members, type => renamed.TryGetValue(type, out var className) ? className : type);
            }

            if (!isNew(record))
                return;

            mark(record);
            foreach (var member in record.Members.Where(member => member.Record is not null))
                Add(member.Record!, isNew, mark);
        }
    }
}
