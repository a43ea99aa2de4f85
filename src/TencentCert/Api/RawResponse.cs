using System.Text.Json;
using TencentCert.Core.Json;

namespace TencentCert.Api;

/// <summary>A response of an action without a record.</summary>
/// <param name="Body">The response without the envelope.</param>
internal sealed record RawResponse(JsonElement Body) : IWireResponse<RawResponse>
{
    public static RawResponse Read(JsonElement json)
    {
        // Decodes all names and texts here, so that invalid Unicode is reported as an unreadable response.
        Visit(json);
        return new RawResponse(json.Clone());
    }

    private static void Visit(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    _ = member.Name;
                    Visit(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    Visit(item);

                break;
            case JsonValueKind.String:
                _ = json.GetString();
                break;
        }
    }
}
