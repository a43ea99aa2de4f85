using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TencentCert.Core.Json;

namespace TencentCert.Core.Tests.Json;

/// <summary>Reads and writes records with the code of the client, and inspects them by reflection.</summary>
internal static class WireJson
{
    private static readonly MethodInfo ReadOne = typeof(WireJson).GetMethod(nameof(Read), 1, [typeof(string)])!;

    /// <summary>The System.Text.Json metadata of a record.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>A record's members.</summary>
    public static JsonTypeInfo Members(Type record) => Options.GetTypeInfo(record);

    /// <summary>Reads a response.</summary>
    public static T Read<T>(string json)
        where T : class, IWireResponse<T>
    {
        using var document = JsonDocument.Parse(json);
        return T.Read(document.RootElement);
    }

    /// <summary>Reads a response whose record is known at run time only.</summary>
    public static object Read(Type record, JsonNode answer) => ReadOne.MakeGenericMethod(record).Invoke(null, [answer.ToJsonString()])!;

    /// <summary>Writes a request.</summary>
    public static string Write(IWireRequest request)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            request.Write(json);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
