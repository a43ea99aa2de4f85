using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TencentCert.Api;

/// <summary>JSON that is nobody's record.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class RawJson : JsonSerializerContext;
