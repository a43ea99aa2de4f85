using System.Text.Json;
using TencentCert.Core.Json;

namespace TencentCert.Api;

/// <summary>A response of an action without a record.</summary>
/// <param name="Body">What came, without the envelope.</param>
internal sealed record RawAnswer(JsonElement Body) : IWireAnswer<RawAnswer>
{
    /// <inheritdoc />
    public static RawAnswer Read(JsonElement json)
    {
        // Names and texts that are no Unicode show only when they are read: here, where that is a response that cannot be read.
        Visit(json);
        return new RawAnswer(json.Clone());
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
                {
                    Visit(item);
                }

                break;
            case JsonValueKind.String:
                _ = json.GetString();
                break;
        }
    }
}
