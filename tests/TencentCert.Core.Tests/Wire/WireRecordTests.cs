using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using TencentCert.Core.Client;
using TencentCert.Core.Json;
using TencentCert.Core.Tests.Json;
using TencentCert.Core.Wire;

namespace TencentCert.Core.Tests.Wire;

/// <summary>The records of every declared action, with empty and complete responses.</summary>
[Trait("Culture", "any")]
public sealed class WireRecordTests
{
    public static TheoryData<string, string> Actions
    {
        get
        {
            // The first access fills the tables.
            _ = (SslActions.DescribeCertificates, GaapActions.DescribeCertificates, StsActions.AssumeRole);
            var rows = new TheoryData<string, string>();
            foreach (var action in Tables.SelectMany(table => table.Actions))
                rows.Add(action.Service.Name, action.Name);

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void An_empty_response_is_read(string service, string name) =>
        Assert.NotNull(WireJson.Read(Find(service, name).ResponseType, new JsonObject()));

    [Theory]
    [MemberData(nameof(Actions))]
    public void A_response_with_every_member_null_is_read(string service, string name)
    {
        var type = WireJson.Members(Find(service, name).ResponseType);
        Assert.NotNull(WireJson.Read(type.Type, Sample(type, _ => null)));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void A_response_with_empty_objects_and_lists_of_null_is_read(string service, string name)
    {
        var type = WireJson.Members(Find(service, name).ResponseType);
        var answer = Sample(
            type, member =>
                IsList(member) ? new JsonArray((JsonNode?)null)
                    : Options(type).GetTypeInfo(member).Kind == JsonTypeInfoKind.Object ? new JsonObject() : null);
        Assert.NotNull(WireJson.Read(type.Type, answer));
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void A_full_response_with_unknown_members_is_read_completely(string service, string name)
    {
        var type = WireJson.Members(Find(service, name).ResponseType);
        var answer = Full(type, type, 0);
        var value = WireJson.Read(type.Type, answer);
        var again = JsonSerializer.SerializeToNode(value, type)!;
        RemoveSurplus(answer);
        Assert.True(JsonNode.DeepEquals(answer, again), $"{answer.ToJsonString()}\nwas read as\n{again.ToJsonString()}");
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void A_request_with_all_members_is_written_completely(string service, string name)
    {
        var type = WireJson.Members(Find(service, name).RequestType);
        var request = Full(type, type, 0);
        RemoveSurplus(request);
        var written = WireJson.Write((IWireRequest)request.Deserialize(type)!);
        Assert.True(JsonNode.DeepEquals(request, JsonNode.Parse(written)), $"{request.ToJsonString()}\nwas written as\n{written}");
    }

    private static ApiTable[] Tables => [SslActions.Table, GaapActions.Table, StsActions.Table];

    private static ApiAction Find(string service, string name) => Tables.Single(table => table.Service.Name == service).Find(name)!;

    private static JsonSerializerOptions Options(JsonTypeInfo type) => type.Options;

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>);

    private static Type Element(Type type) => IsList(type) ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type) ?? type;

    private static JsonObject Sample(JsonTypeInfo type, Func<Type, JsonNode?> value)
    {
        var answer = new JsonObject();
        foreach (var property in type.Properties)
            answer[property.Name] = value(property.PropertyType);

        return answer;
    }

    private static JsonObject Full(JsonTypeInfo type, JsonTypeInfo root, int depth)
    {
        var answer = new JsonObject { ["SurplusText"] = "x", ["SurplusObject"] = new JsonObject { ["a"] = new JsonArray(1, null) } };
        foreach (var property in type.Properties)
        {
            var element = Element(property.PropertyType);
            JsonNode item = element == typeof(string) ? "text"
                : element == typeof(long) ? 7L
                : element == typeof(bool) ? true
                : depth < 8 ? Full(Options(root).GetTypeInfo(element), root, depth + 1)
                : new JsonObject();
            answer[property.Name] = IsList(property.PropertyType) ? new JsonArray(item) : item;
        }

        return answer;
    }

    private static void RemoveSurplus(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                RemoveSurplus(item);
        }
        else if (node is JsonObject members)
        {
            members.Remove("SurplusText");
            members.Remove("SurplusObject");
            foreach (var (_, member) in members)
                RemoveSurplus(member);
        }
    }
}
