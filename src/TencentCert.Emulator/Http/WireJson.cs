using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TencentCert.Emulator.Http;

/// <summary>The service's side of the wire: requests are read and answers written, which the client has no code for.</summary>
internal static class WireJson
{
    /// <summary>As the real service writes: absent values as null, and no more escaped than it must be.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>What a record's members are.</summary>
    public static JsonTypeInfo Of(Type record) => Options.GetTypeInfo(record);
}
