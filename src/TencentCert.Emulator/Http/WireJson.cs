using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TencentCert.Emulator.Http;

/// <summary>JSON of the service's side: reads requests and writes responses, which the client does not need.</summary>
internal static class WireJson
{
    /// <summary>As the real service writes: absent values as null, and no more escaped than it must be.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>A record with the members of another record that have the same names.</summary>
    public static T Convert<T>(object record) => JsonSerializer.SerializeToElement(record, Options).Deserialize<T>(Options)!;
}
