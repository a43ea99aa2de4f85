using System.Text.Json;
using System.Text.Json.Nodes;
using TencentCert.Core.Json;

namespace TencentCert.Api;

/// <summary>A request without a wire record.</summary>
internal sealed class RawRequest(JsonObject body) : IWireRequest
{
    public void Write(Utf8JsonWriter json) => body.WriteTo(json);
}
